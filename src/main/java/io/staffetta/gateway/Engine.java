package io.staffetta.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.staffetta.account.Account;
import io.staffetta.account.AccountSelector;
import io.staffetta.account.Accounts;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.OneTransaction;
import io.staffetta.broker.consumer.BatchContainerFactory;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.deadletter.BrokerDeadLetters;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.deadletter.InterventionNotes;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.Outbox;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.Seals;
import io.staffetta.delivery.SenderHeaders;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.outcome.OutcomeLog;
import io.staffetta.delivery.outcome.ReportSchedule;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.delivery.retry.Failover;
import io.staffetta.delivery.retry.FailoverSelector;
import io.staffetta.delivery.retry.ParkedMessageRouter;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.http.GuardedVertx;
import io.staffetta.http.RequestMemory;
import io.staffetta.intake.OutboundRouter;
import io.staffetta.ledger.Ledger;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.message.MessageReader;
import io.staffetta.message.Seal;
import io.staffetta.operations.BrokerLook;
import io.staffetta.operations.LedgerMetrics;
import io.staffetta.operations.Metrics;
import io.staffetta.operations.ProcessMetrics;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.wire.ProviderRoutes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.Main;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** The routes, with the beans that they call. */
final class Engine implements AutoCloseable {

    private final Clock clock = Clock.systemUTC();
    private final Main main = new Main();
    private final Settings settings;
    private final CurrentAccounts accounts;
    private final ProviderDescriptors providers;
    private final JmsPoolConnectionFactory pool;
    private final RetrySchedule schedule;
    private final Parking parking;
    private final Sending sending;
    private final Ledger ledger;
    private final OutcomeEvents events;
    private final RepeatedFaults faults = new RepeatedFaults();
    private final ReportSchedule reportSchedule;
    private final IntakeBeans intake;
    private final BatchEngine batches;
    private Reporting reporting;
    private final GuardedVertx http;
    private final ProcessMetrics process;

    Engine(
            Home home,
            Settings settings,
            Addresses addresses,
            String token,
            CurrentAccounts accounts,
            ProviderDescriptors providers,
            ActiveMQConnectionFactory connections,
            Seal seal,
            Ledger ledger,
            IntakeLooks looks,
            List<BatchFolder> folders,
            AccessConfiguration access) {
        this.settings = settings;
        this.ledger = ledger;
        this.accounts = accounts;
        this.providers = providers;
        pool = BrokerConnections.pool(connections);
        schedule = settings.schedule(
                "staffetta.retry.delays", settings.number("staffetta.retry.max-attempts", 0, 1_000_000));
        MessageReader reader = IntakeBeans.reader(settings, clock);
        SubmissionComposer composer = new SubmissionComposer();
        events = new OutcomeEvents(clock);
        Redelivery redelivery = new Redelivery(schedule, events, clock);
        DeadLetters deadLetters = new DeadLetters(events, clock);

        OneTransaction transaction = BrokerBeans.bind(main, pool);
        Seals seals = new Seals(seal, settings.instant(BrokerAccess.UNSEALED_UNTIL), clock);
        Outbox outbox = new Outbox(seals);
        intake = IntakeBeans.bind(
                main,
                settings,
                reader,
                new OutboundRouter(
                        new AccountSelector(accounts),
                        providers,
                        composer,
                        redelivery,
                        deadLetters,
                        access.permissions(),
                        clock),
                outbox,
                connections,
                ledger,
                access,
                clock);
        batches = new BatchEngine(settings, folders, main::getCamelContext, intake, accounts, ledger, clock);
        AttemptPreparation deliveries = new AttemptPreparation(reader, accounts, providers, composer, clock);
        reportSchedule = new ReportSchedule(
                new ProviderWires(providers)::offersReports,
                settings.waits("staffetta.reports.delays"),
                settings.duration("staffetta.reports.give-up-after"));
        sending = new Sending(
                main::getCamelContext,
                settings,
                connections,
                transaction,
                ledger,
                deliveries,
                seals,
                reportSchedule,
                events,
                faults,
                clock);
        sending.bind(main);
        parking = sending.parking();
        main.bind("redelivery", redelivery);
        FailoverSelector choice = new FailoverSelector(accounts, this::isOpen, providers, composer, clock);
        main.bind("failover", new Failover(choice, schedule, events, clock));
        main.bind("mover", new ParkedMessageRouter(choice, reader, ledger, clock));
        main.bind(
                "severalAtOnce",
                BatchContainerFactory.each(settings.number("staffetta.intake.batch", 1, 10_000), ledger::isAvailable));
        main.bind("deadLetters", deadLetters);
        main.bind("interventionNotes", new InterventionNotes(ledger));
        main.bind("brokerDeadLetters", new BrokerDeadLetters(events, clock));
        main.bind("outcomeEvents", events);
        main.bind("outcomeLog", new OutcomeLog(faults));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        main.bind("metrics", new Metrics(meters, accounts, parking));
        process = new ProcessMetrics(meters);
        LedgerMetrics.register(meters, ledger, intake.receipts(), sending.opener());
        access.register(meters);
        main.bind("seals", seals);
        main.bind("senderHeaders", new SenderHeaders(BrokerAccess.isEmbedded(settings)));
        main.bind("outbox", outbox);
        CamelSettings.apply(main, home, settings, addresses);
        http = HttpSettings.vertx(settings);
        RequestMemory memory = HttpSettings.memory(settings);
        BrokerLook broker = new BrokerLook(connections);
        main.configure()
                .addConfiguration(new ContextBeans(
                        addresses,
                        token,
                        http,
                        memory,
                        providers,
                        intake,
                        accounts,
                        parking,
                        looks.faults(memory, broker),
                        broker,
                        ledger,
                        folders,
                        access));
    }

    /** Starts the routes: first those that take from the front doors, then those of the accounts. */
    void start() {
        try {
            main.start();
            ProviderRoutes.add(main.getCamelContext(), providers);
            new QueueRoutes(main.getCamelContext(), settings, ledger, clock).add(schedule);
        } catch (Exception e) {
            throw new IllegalStateException("The routes cannot start: " + words(e), e);
        }
        sending.start();
        changeAccounts(accounts.get());
        try {
            batches.start();
        } catch (Exception e) {
            throw new IllegalStateException("The batch folders cannot be used: " + words(e), e);
        }
        reporting = new Reporting(
                main.getCamelContext(), ledger, reportSchedule, accounts, events, this::isToAsk, faults, clock);
    }

    /** Of several gateways one asks for delivery reports. */
    private boolean isToAsk() {
        return ledger.isAvailable() && ledger.takeJob("delivery-reports");
    }

    /** Goes on with other accounts. Those that changed are no longer parked. */
    void changeAccounts(Accounts changed) {
        Map<String, Account> before = accounts.get().byId();
        accounts.set(changed);
        sending.fit(changed);
        for (Account account : changed.byId().values()) {
            if (!account.equals(before.get(account.id()))) {
                parking.unpark(account.id(), "its configuration has changed");
            }
        }
    }

    private boolean isOpen(String accountId) {
        return parking.isOpen(accountId);
    }

    @Override
    public void close() {
        // First, so that the groups of rows that are being taken come onto their queues.
        batches.close();
        if (reporting != null) {
            reporting.close();
        }
        sending.close();
        main.stop();
        intake.close();
        http.close().toCompletionStage().toCompletableFuture().join();
        pool.stop();
        process.close();
    }

    /** What went wrong and, where a route file is at fault, in which. */
    private static String words(Throwable e) {
        StringJoiner words = new StringJoiner(": ");
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !words.toString().contains(cause.getMessage())) {
                words.add(cause.getMessage());
            }
        }
        return words.toString();
    }
}
