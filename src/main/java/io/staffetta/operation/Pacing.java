package io.staffetta.operation;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Rate limit of one operation: says when the next messages are due, by those that were done. What an operation could not do in
 * time, since others had their turns, it catches up with as far as that was in the last four seconds: about as long as others keep it
 * waiting.
 *
 * <p>Not thread-safe.
 */
final class Pacing {

    /** Most messages in one transaction. */
    static final int MOST = 500;

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long CATCH_UP_NANOS = 4 * SECOND_NANOS;

    private final int perSecond;
    private final LongSupplier nanos;
    private long due;

    /**
     * @param perSecond messages in a second; 0 for as many as go
     * @param nanos a clock that only goes on
     */
    Pacing(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        due = nanos.getAsLong();
    }

    /** How many nanoseconds it is until the next messages are due; 0 if they are. */
    long waitNanos() {
        return perSecond == 0 ? 0 : Math.max(0, due - nanos.getAsLong());
    }

    /** How many messages may be done together. */
    int most() {
        return perSecond == 0 ? MOST : Math.min(MOST, perSecond);
    }

    /** Counts messages that were done: the next ones are due later. */
    void did(int messages) {
        if (perSecond > 0) {
            due = Math.max(due, nanos.getAsLong() - CATCH_UP_NANOS) + SECOND_NANOS * messages / perSecond;
        }
    }
}
