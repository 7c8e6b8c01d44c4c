package io.staffetta.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.staffetta.delivery.attempt.AttemptOpener;
import io.staffetta.intake.MessageRecorder;
import io.staffetta.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Measures the ledger for {@code /observe/metrics}: {@code staffetta.ledger.available}, {@code staffetta.hold}, and
 * {@code staffetta.duplicates}, a counter of what was not sent because it would have been sent twice, by {@code kind}:
 * {@code reference}, messages whose reference had come before; {@code accepted}, deliveries of messages that a provider
 * had already; {@code superseded}, copies of messages that had gone on. {@code staffetta.ledger.commit} is a histogram
 * of how long its transactions take, and {@code staffetta.messages} counts those that were taken in.
 */
public final class LedgerMetrics {

    private static final Duration[] COMMIT = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 5000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private LedgerMetrics() {}

    /** Adds them to what is told. */
    public static void register(
            MeterRegistry registry, Ledger ledger, MessageRecorder receipts, AttemptOpener attempts) {
        Gauge.builder("staffetta.ledger.available", ledger, any -> any.problem().isPresent() ? 0 : 1)
                .description("1 if the ledger can be written; 0 if nothing is taken or sent because it cannot")
                .strongReference(true)
                .register(registry);
        Gauge.builder("staffetta.hold", ledger, any -> any.sending().isOn() ? 1 : 0)
                .description("1 if nothing is sent until somebody resumes; 0 if messages are sent")
                .strongReference(true)
                .register(registry);
        Timer commits = Timer.builder("staffetta.ledger.commit")
                .description("How long a transaction of the ledger took, to its end on the disk")
                .serviceLevelObjectives(COMMIT)
                .register(registry);
        ledger.onCommit(nanos -> commits.record(nanos, TimeUnit.NANOSECONDS));
        FunctionCounter.builder("staffetta.messages", receipts, MessageRecorder::entered)
                .description("Messages that were taken in")
                .register(registry);
        duplicates(registry, "reference", receipts, MessageRecorder::duplicates);
        duplicates(registry, "accepted", attempts, AttemptOpener::alreadyAccepted);
        duplicates(registry, "superseded", attempts, AttemptOpener::superseded);
    }

    private static <T> void duplicates(MeterRegistry registry, String kind, T source, ToDoubleFunction<T> count) {
        FunctionCounter.builder("staffetta.duplicates", source, count)
                .description("What was not sent because it would have been sent twice")
                .tag("kind", kind)
                .register(registry);
    }
}
