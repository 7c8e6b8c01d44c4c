package io.staffetta.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.staffetta.account.Account;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.attempt.AttemptListener;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import io.staffetta.message.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Measures attempts for {@code /observe/metrics}: {@code staffetta.attempts}, a counter by account, provider, outcome
 * and class of the answer's HTTP status, {@code staffetta.provider.call}, a histogram of how long providers take, by
 * account, and {@code staffetta.message.time}, a histogram by priority of the time from a message's arrival, or the
 * instant at which it was to be sent, until a provider has taken it. Tags have few values, none of which a sender
 * chooses.
 *
 * <p>Thread-safe. Told by the thread that sends, so that each meter is looked up once only.
 */
public final class AttemptMetrics implements AttemptListener {

    private static final Duration[] CALL = buckets(10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 20_000);
    private static final Duration[] PASSAGE =
            buckets(50, 100, 250, 500, 1000, 5000, 15_000, 60_000, 300_000, 1_800_000, 7_200_000, 43_200_000);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, OfAccount> accounts = new ConcurrentHashMap<>();
    private final Map<Priority, Timer> versions = new EnumMap<>(Priority.class);

    /**
     * @param registry what is told
     */
    public AttemptMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (Priority priority : Priority.values()) {
            versions.put(
                    priority,
                    Timer.builder("staffetta.message.time")
                            .description("From the arrival of a message, or the instant at which it was to be sent,"
                                    + " until a provider has it")
                            .tag("priority", priority.label())
                            .serviceLevelObjectives(PASSAGE)
                            .register(registry));
        }
    }

    private static Duration[] buckets(long... millis) {
        Duration[] buckets = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            buckets[i] = Duration.ofMillis(millis[i]);
        }
        return buckets;
    }

    @Override
    public void ended(Delivery delivery, Outcome result, long nanos) {
        Account account = delivery.account();
        OfAccount meters = accounts.get(account.id());
        if (meters == null || !meters.provider.equals(account.provider())) {
            meters = new OfAccount(account.id(), account.provider());
            accounts.put(account.id(), meters);
        }
        meters.call.record(nanos, TimeUnit.NANOSECONDS);
        meters.recent.add(System.nanoTime(), nanos);
        meters.counter(result.kind(), statusClass(result)).increment();
        if (result.kind() == Outcome.Kind.ACCEPTED && delivery.version().redriveCount() == 0) {
            noteTimes(delivery);
        }
    }

    /** How long the last calls of an account took, by its id. */
    public RecentCalls.Summary recent(String account) {
        OfAccount meters = accounts.get(account);
        return meters == null ? RecentCalls.Summary.NONE : meters.recent.summary(System.nanoTime());
    }

    /** Of a redriven message the time says nothing: somebody had to decide on it. */
    private void noteTimes(Delivery delivery) {
        Instant came = MessageId.arrival(delivery.message().id());
        Instant sendAt = delivery.message().sendAt();
        long from = (came.isBefore(sendAt) ? sendAt : came).toEpochMilli();
        versions.get(delivery.message().priority()).record(Math.max(0, clock.millis() - from), TimeUnit.MILLISECONDS);
    }

    /** 0 for none, which an accepted message has, too: its status is not kept. */
    private static int statusClass(Outcome result) {
        int digit = result.httpStatus() / 100;
        return digit >= 1 && digit <= 5 ? digit : 0;
    }

    /** The meters of one account. */
    private final class OfAccount {

        private static final int CLASSES = 6;

        private final String account;
        private final String provider;
        private final Timer call;
        private final RecentCalls recent = new RecentCalls();
        private final Map<Outcome.Kind, AtomicReferenceArray<Counter>> counters = new EnumMap<>(Outcome.Kind.class);

        OfAccount(String account, String provider) {
            this.account = account;
            this.provider = provider;
            for (Outcome.Kind kind : Outcome.Kind.values()) {
                counters.put(kind, new AtomicReferenceArray<>(CLASSES));
            }
            call = Timer.builder("staffetta.provider.call")
                    .description("How long an attempt took: the call to the provider, and the wait for its answer")
                    .tag("account", account)
                    .serviceLevelObjectives(CALL)
                    .register(registry);
        }

        Counter counter(Outcome.Kind kind, int statusClass) {
            AtomicReferenceArray<Counter> ofKind = counters.get(kind);
            Counter counter = ofKind.get(statusClass);
            if (counter == null) {
                counter = Counter.builder("staffetta.attempts")
                        .description("Attempts, by how they ended")
                        .tags(Tags.of(
                                "account",
                                account,
                                "provider",
                                provider,
                                "outcome",
                                kind.name(),
                                "status",
                                statusClass == 0 ? "none" : statusClass + "xx"))
                        .register(registry);
                ofKind.set(statusClass, counter);
            }
            return counter;
        }
    }
}
