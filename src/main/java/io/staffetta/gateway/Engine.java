package io.staffetta.gateway;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.account.AccountsChange;
import io.staffetta.account.AccountsSummary;
import io.staffetta.batch.BatchFolder;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.retry.MoveRoutes;
import io.staffetta.gateway.accounts.AccountsConfiguration;
import io.staffetta.gateway.accounts.AccountsDesk;
import io.staffetta.http.operations.RecordsBeans;
import io.staffetta.message.Seal;
import io.staffetta.tls.CertificateHealth;
import io.staffetta.tls.ServerCertificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the routes, with the beans that they call: those of each feature come from its configuration. */
final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Foundation on;
    private final Seal seal;
    private final StandingOrders orders;
    private final BrokerConfiguration broker;
    private final ProviderConfiguration providers;
    private final OutcomeConfiguration outcomes;
    private final DeadLetterConfiguration deadLetters;
    private final RetryConfiguration retries;
    private final IntakeConfiguration intake;
    private final DeliveryConfiguration delivery;
    private final BatchConfiguration batches;
    private final MetricsConfiguration metrics;
    private final HttpConfiguration http;
    private final OperationConfiguration operations;

    Engine(
            Home home,
            Foundation on,
            Addresses addresses,
            String token,
            Optional<ServerCertificate> certificate,
            Seal seal,
            IntakeWatch looks,
            List<BatchFolder> folders,
            AccountsDesk desk) {
        this.on = on;
        this.seal = seal;
        orders = new StandingOrders(on.ledger(), on.accounts(), on.access().audit(), on.clock());
        CamelContextConfiguration.apply(on, home, addresses);
        broker = new BrokerConfiguration(on, seal);
        providers = new ProviderConfiguration(on);
        metrics = new MetricsConfiguration(on);
        outcomes = new OutcomeConfiguration(on, metrics.monitoring()::asked);
        deadLetters = new DeadLetterConfiguration(on, outcomes.events());
        retries = new RetryConfiguration(on, outcomes.events(), this::isOpen);
        intake = new IntakeConfiguration(on, broker.outbox(), retries.redelivery(), deadLetters.deadLetters());
        delivery = new DeliveryConfiguration(
                on, broker, outcomes, metrics.monitoring().attempts(), orders::isPaused);
        batches = new BatchConfiguration(on, intake, folders);
        metrics.watch(intake, delivery, looks);
        metrics.monitoring()
                .certificates(() ->
                        certificate.map(shown -> Map.of("gateway", shown.end())).orElse(Map.of()));
        certificate.ifPresent(shown -> on.bind("certificateHealth", new CertificateHealth(shown)));
        AccountsConfiguration.bind(
                on.main(),
                metrics.meters(),
                on.providers(),
                addresses.has(Addresses.SANDBOX),
                desk,
                on.accounts(),
                delivery.parking(),
                orders,
                on.ledger(),
                on.access().audit(),
                on.clock());
        operations = new OperationConfiguration(on, seal, retries, looks.broker());
        on.main().configure().addConfiguration(records());
        http = new HttpConfiguration(
                on, addresses, token, certificate, looks, intake.intake(), delivery.parking(), orders, batches);
        boolean sandbox = addresses.has(Addresses.SANDBOX);
        metrics.alert(
                intake,
                delivery,
                broker,
                http.faults(),
                looks,
                () -> certificate
                        .flatMap(ServerCertificate::problem)
                        .map(why -> Map.of("gateway", why))
                        .orElse(Map.of()),
                sandbox);
        OverviewConfiguration.bind(on, metrics, delivery.parking(), orders, desk.state(), http.faults(), sandbox);
    }

    private RecordsBeans records() {
        return new RecordsBeans(
                on.ledger(),
                on.accounts(),
                on.providers(),
                intake.intake(),
                on.settings().messages().numbers(),
                operations.personalLetters(),
                on.access().audit(),
                on.settings().accounts().packageWarnDays());
    }

    /** Starts the routes: first those that take from the front doors, then those of the accounts. */
    void start() {
        attempt("The routes cannot start", () -> {
            on.main().start();
            providers.start();
            retries.start();
            deadLetters.start();
        });
        delivery.start();
        orders.start(
                () -> delivery.fit(on.accounts().get()),
                new MoveRoutes(on::camel, on.settings().shutdown().patience().toSeconds()),
                id -> delivery.parking().unpark(id, "an operator said so at another gateway"));
        changeAccounts(on.accounts().get());
        attempt("The batch folders cannot be used", batches::start);
        outcomes.start();
        operations.start();
        metrics.start();
    }

    /** Goes on with other accounts. Those that changed are no longer parked. */
    void changeAccounts(Accounts changed) {
        Map<String, Account> before = on.accounts().get().byId();
        AccountsChange change = AccountsChange.between(on.accounts().get(), changed);
        on.accounts().set(changed);
        delivery.fit(changed);
        on.ledger().tellAccounts(seal.of("accounts", Map.of(), AccountsSummary.of(changed)));
        if (!change.isEmpty()) {
            LOG.info("Accounts: {}", change.words());
        }
        orders.accountsChanged();
        for (Account account : changed.byId().values()) {
            if (!account.equals(before.get(account.id()))) {
                delivery.parking().unpark(account.id(), "its configuration has changed");
            }
        }
    }

    private boolean isOpen(String accountId) {
        return delivery.parking().isOpen(accountId) && !orders.isPaused(accountId);
    }

    @Override
    public void close() {
        metrics.close();
        // First of what takes messages in, so that the groups of rows that are being taken come onto their queues.
        batches.close();
        operations.close();
        outcomes.close();
        orders.close();
        delivery.close();
        on.main().stop();
        intake.close();
        http.close();
        broker.close();
    }

    private interface Start {

        void run() throws Exception;
    }

    private static void attempt(String failure, Start start) {
        try {
            start.run();
        } catch (Exception e) {
            throw new IllegalStateException(failure + ": " + words(e), e);
        }
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
