package io.staffetta.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends threads that open and close routes. They must never be interrupted while the gateway stops: Camel takes the interrupt
 * of one route's stop for a time-out of whatever stop comes next, and then cuts off the submissions of all accounts, so that
 * messages that a provider has already taken are sent again.
 */
public final class ExecutorShutdown {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorShutdown.class);

    private ExecutorShutdown() {}

    /** Takes no more tasks, and waits until the one under way is done. */
    public static void of(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("A route has been stopping for {}: it is given up", LONGEST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
