package io.staffetta.delivery;

import io.staffetta.ledger.LedgerAwayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Has the submissions of one account wait for their turns. Turns are at least an interval apart, counted from when one is
 * taken, not from when it might have been: time that nobody used is not made good. Urgent messages take the next turn before
 * all others.
 *
 * <p>Thread-safe.
 */
final class Turns {

    private static final long LONGEST_SLICE_MILLIS = 50;
    private static final Duration LEDGER_PAUSE = Duration.ofMillis(250);

    private final Function<Duration, Duration> turn;
    private final Clock clock;
    private int urgent;
    /** Nobody need ask the clock before this instant, as {@link System#nanoTime} has it. */
    private long next = System.nanoTime();

    /**
     * @param turn takes a turn for an interval: zero if it is taken, else how long it is until the next
     */
    Turns(Function<Duration, Duration> turn, Clock clock) {
        this.turn = turn;
        this.clock = clock;
    }

    /** Turns of an account that this process alone sends with. */
    static Function<Duration, Duration> own() {
        long[] free = {System.nanoTime()};
        return interval -> {
            long now = System.nanoTime();
            if (now - free[0] < 0) {
                return Duration.ofNanos(free[0] - now);
            }
            free[0] = now + interval.toNanos();
            return Duration.ZERO;
        };
    }

    /**
     * Waits for a turn, and takes it.
     *
     * @param wanted whether to go on waiting
     * @return when it was taken; empty if it was not
     */
    synchronized Optional<Instant> take(Duration interval, boolean isUrgent, BooleanSupplier wanted)
            throws InterruptedException {
        urgent += isUrgent ? 1 : 0;
        try {
            while (wanted.getAsBoolean()) {
                long nanos = next - System.nanoTime();
                if (nanos <= 0 && (isUrgent || urgent == 0)) {
                    nanos = ask(interval);
                    if (nanos == 0) {
                        return Optional.of(begun(interval));
                    }
                }
                long slice = Math.max(1_000_000, Math.min(nanos, LONGEST_SLICE_MILLIS * 1_000_000));
                wait(slice / 1_000_000, (int) (slice % 1_000_000));
            }
            return Optional.empty();
        } finally {
            urgent -= isUrgent ? 1 : 0;
        }
    }

    /** The interval counts from the instant that is told, however late this thread comes to tell it. */
    private Instant begun(Duration interval) {
        Instant begun = clock.instant();
        next = System.nanoTime() + interval.toNanos();
        return begun;
    }

    private long ask(Duration interval) {
        Duration left;
        try {
            left = turn.apply(interval);
        } catch (LedgerAwayException e) {
            left = LEDGER_PAUSE;
        }
        next = System.nanoTime() + left.toNanos();
        return left.toNanos();
    }
}
