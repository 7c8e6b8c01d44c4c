package io.staffetta.delivery;

import java.time.Duration;

/**
 * Turns of an account to submit, as a {@link RateLimiter} gives them.
 *
 * @param taken how many were taken; 0 if it is not time
 * @param at when, as {@link System#nanoTime} has it
 * @param left from then until it is time for the next
 */
public record Turns(int taken, long at, Duration left) {

    /** How late a turn may be taken so that those after it are not late, too: longer than a turn of the sender takes. */
    static final Duration LATE = Duration.ofMillis(20);

    /** So long that there is never a turn too many in a second, with the first as late as may be and the last in time. */
    static Duration interval(double perSecond) {
        return Duration.ofNanos((long) Math.ceil((1_000_000_000L + LATE.toNanos()) / perSecond));
    }

    /** The same, with the next not earlier than that. */
    Turns notBefore(Duration other) {
        return new Turns(taken, at, left.compareTo(other) > 0 ? left : other);
    }
}
