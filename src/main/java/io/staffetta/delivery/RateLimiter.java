package io.staffetta.delivery;

import io.staffetta.ledger.slots.SharedPace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Throttler. Gives accounts their turns to submit, which are at least an interval apart, counted from when one is taken: time that
 * nobody used is not made good.
 */
public interface RateLimiter {

    /**
     * Takes the next turn of an account, if it is time. Never waits.
     *
     * @return zero if it is taken, else how long it is until the next
     */
    CompletableFuture<Duration> take(String account, Duration interval);

    /** For accounts that this process alone sends with. */
    static RateLimiter local() {
        Map<String, Long> free = new ConcurrentHashMap<>();
        return (account, interval) -> {
            long now = System.nanoTime();
            long next = free.getOrDefault(account, now);
            if (next - now > 0) {
                return CompletableFuture.completedFuture(Duration.ofNanos(next - now));
            }
            free.put(account, now + interval.toNanos());
            return CompletableFuture.completedFuture(Duration.ZERO);
        };
    }

    /**
     * For accounts that several gateways send with.
     *
     * @param executor asks the database
     */
    static RateLimiter shared(SharedPace pace, Executor executor) {
        return (account, interval) -> CompletableFuture.supplyAsync(() -> pace.take(account, interval), executor);
    }
}
