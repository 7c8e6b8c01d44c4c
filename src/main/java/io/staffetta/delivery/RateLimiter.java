package io.staffetta.delivery;

import io.staffetta.ledger.slots.SharedPace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Throttler. Gives accounts their turns to submit: in no second more than they may have. Turns are an interval apart, and those
 * that come due while nobody looks may be taken together afterwards; time beyond {@link Turns#LATE} that nobody used is not made
 * good.
 */
public interface RateLimiter {

    /**
     * Takes turns of an account, as many as it is time for. Never waits.
     *
     * @param perSecond turns in a second, above 0
     * @param most turns to take, 1 or more
     */
    CompletableFuture<Turns> take(String account, double perSecond, int most);

    /**
     * Turns of an account.
     *
     * @param taken how many were taken; 0 if it is not time
     * @param at when, as {@link System#nanoTime} has it
     * @param left from then until it is time for the next
     */
    record Turns(int taken, long at, Duration left) {

        /** How late a turn may be taken so that those after it are not late, too: longer than a turn of the sender takes. */
        static final Duration LATE = Duration.ofMillis(20);

        /** So long that there is never a turn too many in a second, with the first as late as may be and the last in time. */
        static Duration interval(double perSecond) {
            return Duration.ofNanos((long) Math.ceil((1_000_000_000L + LATE.toNanos()) / perSecond));
        }

        /** The same, with the next not earlier than that. */
        private Turns notBefore(Duration other) {
            return new Turns(taken, at, left.compareTo(other) > 0 ? left : other);
        }
    }

    /** For accounts that this process alone sends with. */
    static RateLimiter local() {
        LocalPaces paces = new LocalPaces();
        return (account, perSecond, most) -> CompletableFuture.completedFuture(
                paces.take(account, Turns.interval(perSecond), most, System.nanoTime()));
    }

    /**
     * For accounts that several gateways send with. However late answers of the database come, this process keeps to the pace by
     * its own clock, too.
     *
     * @param executor asks the database
     */
    static RateLimiter shared(SharedPace pace, Executor executor) {
        LocalPaces paces = new LocalPaces();
        return (account, perSecond, most) -> {
            Duration interval = Turns.interval(perSecond);
            Turns here = paces.due(account, interval, most, System.nanoTime());
            return here.taken() == 0
                    ? CompletableFuture.completedFuture(here)
                    : CompletableFuture.supplyAsync(
                            () -> {
                                SharedPace.Turns all = pace.take(account, interval, Turns.LATE, here.taken());
                                return paces.take(account, interval, all.taken(), System.nanoTime())
                                        .notBefore(all.left());
                            },
                            executor);
        };
    }
}
