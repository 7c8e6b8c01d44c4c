package io.staffetta.ledger.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Detects that the clock was set, by comparing it with the time that has passed.
 *
 * <p>Thread-safe.
 */
public final class LeapWatch {

    /** What is no leap. */
    public static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final LongSupplier nanos;
    private Instant lastInstant;
    private long lastNanos;

    /**
     * @param nanos nanoseconds that have passed since some moment, as {@link System#nanoTime()}
     */
    public LeapWatch(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        lastInstant = clock.instant();
        lastNanos = nanos.getAsLong();
    }

    /** By how much the clock has leapt since the last look, negative for back; empty if it has not. */
    public synchronized Optional<Duration> look() {
        Instant now = clock.instant();
        long passed = nanos.getAsLong();
        Duration leap = Duration.between(lastInstant, now).minusNanos(passed - lastNanos);
        lastInstant = now;
        lastNanos = passed;
        return leap.abs().compareTo(TOLERANCE) > 0 ? Optional.of(leap) : Optional.empty();
    }
}
