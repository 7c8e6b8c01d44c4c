package io.staffetta.gateway;

import io.staffetta.gateway.settings.ShutdownSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a stop does not come to its end in time. What is in flight then is as after a crash: on its queue and in
 * the ledger, so that nothing of it is lost or sent twice.
 */
public final class StopLimit {

    /** What a stop may take beyond what messages in flight may, to close queues and ledger. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final long MILLIS_TO_TELL = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(StopLimit.class);

    private StopLimit() {}

    /**
     * Begins to wait.
     *
     * @param settings say how long what is in flight may take
     * @param under what is being stopped when the time is over, in words
     * @param exitCode code of the process then
     */
    public static void begin(ShutdownSettings settings, Supplier<String> under, int exitCode) {
        Duration limit = settings.patience().plus(MARGIN);
        Thread thread = new Thread(() -> halt(limit, under, exitCode), "stop-limit");
        thread.setDaemon(true);
        thread.start();
    }

    private static void halt(Duration limit, Supplier<String> under, int exitCode) {
        try {
            TimeUnit.SECONDS.sleep(limit.toSeconds());
            // Not here: it waits where nobody reads what the process writes.
            Thread line = new Thread(() -> tell(limit, under.get()), "stop-limit-line");
            line.setDaemon(true);
            line.start();
            line.join(MILLIS_TO_TELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void tell(Duration limit, String under) {
        LOG.error(
                "The stop did not finish within {} s, at {}: the process ends now, and messages in flight are as after a"
                        + " crash",
                limit.toSeconds(),
                under);
    }
}
