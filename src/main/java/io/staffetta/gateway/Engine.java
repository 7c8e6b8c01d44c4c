package io.staffetta.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.staffetta.account.Account;
import io.staffetta.account.AccountSelector;
import io.staffetta.account.Accounts;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.alert.Alerts;
import io.staffetta.alert.Watched;
import io.staffetta.batch.BatchFolder;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.OneTransaction;
import io.staffetta.broker.consumer.BatchContainerFactory;
import io.staffetta.broker.embedded.EmbeddedBroker;
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
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.gateway.settings.HttpSettings;
import io.staffetta.http.GuardedVertx;
import io.staffetta.http.RequestMemory;
import io.staffetta.intake.KeptQueues;
import io.staffetta.intake.OutboundRouter;
import io.staffetta.ledger.Ledger;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.message.MessageReader;
import io.staffetta.message.Seal;
import io.staffetta.operations.BrokerLook;
import io.staffetta.operations.IntakeFault;
import io.staffetta.operations.IntakeFaults;
import io.staffetta.operations.LedgerMetrics;
import io.staffetta.operations.Metrics;
import io.staffetta.operations.Monitoring;
import io.staffetta.operations.ProcessMetrics;
import io.staffetta.operations.ReportsHealth;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.wire.ProviderRoutes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
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
    private final GatewaySettings settings;
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
    private final Monitoring monitoring;
    private final Alerts alerts;

    Engine(
            Home home,
            GatewaySettings settings,
            Addresses addresses,
            String token,
            CurrentAccounts accounts,
            ProviderDescriptors providers,
            ActiveMQConnectionFactory connections,
            Seal seal,
            Ledger ledger,
            IntakeLooks looks,
            List<BatchFolder> folders) {
        this.settings = settings;
        this.ledger = ledger;
        this.accounts = accounts;
        this.providers = providers;
        pool = BrokerConnections.pool(connections);
        schedule = settings.retry().schedule();
        MessageReader reader = IntakeBeans.reader(settings.messages(), clock);
        SubmissionComposer composer = new SubmissionComposer();
        events = new OutcomeEvents(clock);
        Redelivery redelivery = new Redelivery(schedule, events, clock);
        DeadLetters deadLetters = new DeadLetters(events, clock);

        OneTransaction transaction = BrokerBeans.bind(main, pool);
        Seals seals = new Seals(seal, settings.broker().unsealedUntil(), clock);
        Outbox outbox = new Outbox(seals);
        intake = IntakeBeans.bind(
                main,
                settings.intake(),
                reader,
                new OutboundRouter(new AccountSelector(accounts), providers, composer, redelivery, deadLetters, clock),
                outbox,
                connections,
                ledger,
                clock);
        batches = new BatchEngine(settings.batches(), folders, main::getCamelContext, intake, accounts, ledger, clock);
        AttemptPreparation deliveries = new AttemptPreparation(reader, accounts, providers, composer, clock);
        reportSchedule = new ReportSchedule(
                new ProviderWires(providers)::offersReports,
                settings.reports().delays(),
                settings.reports().giveUpAfter());
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        monitoring = new Monitoring(meters, clock);
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
                monitoring.attempts(),
                clock);
        sending.bind(main);
        parking = sending.parking();
        main.bind("redelivery", redelivery);
        FailoverSelector choice = new FailoverSelector(accounts, this::isOpen, providers, composer, clock);
        main.bind("failover", new Failover(choice, schedule, events, clock));
        main.bind("mover", new ParkedMessageRouter(choice, reader, ledger, clock));
        main.bind("severalAtOnce", BatchContainerFactory.each(settings.intake().batch(), ledger::isAvailable));
        main.bind("deadLetters", deadLetters);
        main.bind("interventionNotes", new InterventionNotes(ledger));
        main.bind("brokerDeadLetters", new BrokerDeadLetters(events, clock));
        main.bind("outcomeEvents", events);
        main.bind("outcomeLog", new OutcomeLog(faults));
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        Metrics metrics = new Metrics(meters, accounts, parking);
        main.bind("metrics", metrics);
        process = new ProcessMetrics(meters);
        LedgerMetrics.register(meters, ledger, intake.receipts(), sending.opener());
        monitoring.watch(
                metrics,
                intake.receipts()::entered,
                accounts,
                parking,
                sending.breakers(),
                ledger,
                () -> looks.broker().map(EmbeddedBroker::depths).orElse(Map.of()),
                looks.data());
        main.bind("reportsHealth", new ReportsHealth(monitoring::figures));
        main.bind("seals", seals);
        main.bind("senderHeaders", new SenderHeaders(settings.broker().isEmbedded()));
        main.bind("outbox", outbox);
        CamelSettings.apply(main, home, settings, addresses);
        http = vertx(settings.http());
        RequestMemory memory = RequestMemory.ofHeap(settings.http().memoryPercent());
        BrokerLook broker = new BrokerLook(connections);
        IntakeFaults intakeFaults = looks.faults(memory, broker);
        alerts = AlertConfiguration.bind(
                main,
                settings.alerts(),
                new Watched(
                        monitoring::figures,
                        metrics::accepted,
                        accounts,
                        parking,
                        () -> intakeFaults.now().stream()
                                .map(IntakeFault::words)
                                .toList(),
                        monitoring::certificateEnds,
                        looks.data()),
                ledger,
                intake.intake(),
                () -> new KeptQueues(connections, outbox),
                meters,
                clock);
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
                        intakeFaults,
                        broker,
                        ledger,
                        folders));
    }

    private static GuardedVertx vertx(HttpSettings settings) {
        VertxOptions options = new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        return new GuardedVertx(Vertx.vertx(options), settings.limits());
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
                main.getCamelContext(),
                ledger,
                reportSchedule,
                accounts,
                events,
                this::isToAsk,
                faults,
                clock,
                settings.reports().perSecond(),
                monitoring::asked);
        monitoring.start();
        alerts.start();
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
        alerts.close();
        monitoring.close();
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
