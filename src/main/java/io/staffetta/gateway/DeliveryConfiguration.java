package io.staffetta.gateway;

import io.staffetta.account.Accounts;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.RateLimiter;
import io.staffetta.delivery.attempt.Acknowledgement;
import io.staffetta.delivery.attempt.AttemptListener;
import io.staffetta.delivery.attempt.AttemptOpener;
import io.staffetta.delivery.attempt.AttemptSteps;
import io.staffetta.delivery.attempt.Attempts;
import io.staffetta.delivery.parking.AccountLine;
import io.staffetta.delivery.parking.Breakers;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.delivery.parking.UnusableAccounts;
import io.staffetta.delivery.retry.DeadLetterGuard;
import io.staffetta.delivery.retry.DeadLetterSteps;
import io.staffetta.delivery.retry.FailedMessages;
import io.staffetta.delivery.retry.FailureSettler;
import io.staffetta.delivery.sender.AccountConsumers;
import io.staffetta.delivery.sender.AccountLines;
import io.staffetta.delivery.sender.AccountProbe;
import io.staffetta.delivery.sender.Sender;
import io.staffetta.delivery.sender.Settler;
import io.staffetta.delivery.sender.Submissions;
import io.staffetta.gateway.settings.ParkingSettings;
import io.staffetta.ledger.Ledger;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Wires the delivery of messages from the queues of the accounts to their providers. */
final class DeliveryConfiguration implements AutoCloseable {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Below the margin of {@link StopLimit}. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private final Parking parking;
    private final Breakers breakers;
    private final Attempts attempts;
    private final AttemptOpener opener;
    private final Acknowledgement acknowledgement;
    private final UnusableAccounts unusable;
    private final Settler settler;
    private final DeadLetterGuard guard;
    private final FailedMessages failures;
    private final Submissions submissions;
    private final Sender sender;
    private final AccountConsumers consumers;
    private final AccountLines lines;
    private final ExecutorService pace = Executors.newSingleThreadExecutor(DaemonThreads.named("pace"));
    private final Duration patience;

    DeliveryConfiguration(
            Foundation on,
            BrokerConfiguration broker,
            OutcomeConfiguration outcomes,
            AttemptListener listener,
            Predicate<String> paused) {
        ParkingSettings settings = on.settings().parking();
        Ledger ledger = on.ledger();
        Supplier<CamelContext> camel = on::camel;
        Consumer<Runnable> transaction = broker.transaction()::run;
        patience = on.settings().shutdown().patience();
        unusable = new UnusableAccounts();
        Line line = new Line(ledger.sending()::isOn);
        parking = new Parking(settings.probeDelays(), line, Parking.thread(), on.clock());
        breakers = new Breakers(settings.breaker(on.settings().provider()), parking);
        attempts = new Attempts(ledger, outcomes.schedule(), breakers, unusable, listener, on.clock());
        opener = new AttemptOpener(
                ledger,
                new AttemptPreparation(
                        on.reader(), on.accounts(), on.providers(), new SubmissionComposer(), on.clock()),
                message -> broker.seals().check(message.exchange().camel()),
                breakers,
                on.clock());
        acknowledgement = new Acknowledgement(parking::recover, outcomes.faults());
        settler = new Settler(camel, outcomes.events(), acknowledgement, transaction);
        guard = new DeadLetterGuard(ledger, on.connections(), on.clock());
        failures = new FailedMessages(
                camel, ledger, guard, new FailureSettler(camel, ledger, acknowledgement, transaction));
        submissions = new Submissions(camel, settler, failures, acknowledgement);
        RateLimiter rate = ledger.sharedPace()
                .map(shared -> RateLimiter.shared(shared, pace))
                .orElseGet(RateLimiter::local);
        sender = new Sender(ledger, opener, attempts, rate, submissions, on.way(), parking::recover);
        consumers = new AccountConsumers(
                on.connections(),
                camel,
                sender,
                () -> ledger.isAvailable() && !ledger.sending().isOn());
        lines = new AccountLines(
                camel,
                consumers,
                new AccountProbe(camel, on.connections(), sender, unusable),
                accountId -> parking.isOpen(accountId) && !paused.test(accountId),
                paused,
                ledger,
                patience.toSeconds());
        line.is = lines;
        on.bind("attemptSteps", new AttemptSteps(attempts, unusable));
        on.bind("parking", parking);
        on.bind("deadLetterGuard", guard);
        on.bind("deadLetterSteps", new DeadLetterSteps(guard));
    }

    /** Parking opens and closes lines, and those ask whether their accounts are parked. */
    private static final class Line implements AccountLine {

        private final BooleanSupplier onHold;
        private AccountLine is;

        /** Probes nothing while nothing is to be sent. */
        Line(BooleanSupplier onHold) {
            this.onHold = onHold;
        }

        @Override
        public void open(String accountId) {
            is.open(accountId);
        }

        @Override
        public void close(String accountId) {
            is.close(accountId);
        }

        @Override
        public Probe probe(String accountId, Trial trial) {
            return onHold.getAsBoolean() ? Probe.NO_MESSAGE : is.probe(accountId, trial);
        }
    }

    Parking parking() {
        return parking;
    }

    Breakers breakers() {
        return breakers;
    }

    AttemptOpener opener() {
        return opener;
    }

    void start() {
        sender.start();
        consumers.start();
    }

    void fit(Accounts accounts) {
        lines.fit(accounts);
    }

    /** Takes no more messages, and waits for those under way. */
    @Override
    public void close() {
        consumers.stop();
        failures.stop();
        sender.stop();
        parking.close();
        if (!awaitSettled(patience)) {
            // What is known of each call is noted, as far as time allows.
            submissions.abort();
            awaitSettled(LAST_PATIENCE);
        }
        sender.close();
        submissions.close();
        settler.close();
        consumers.close();
        pace.shutdownNow();
    }

    private boolean awaitSettled(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean settled = consumers.isSettled();
        while (!settled && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
            settled = consumers.isSettled();
        }
        return settled;
    }
}
