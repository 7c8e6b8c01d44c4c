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
