package io.staffetta.operation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Sets how many messages may have their turn, and when.
 *
 * <p>Not thread-safe.
 */
final class Pacing {

    /** Most messages in one transaction. */
    static final int MOST = 500;

    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final int perSecond;
    private final long start = System.nanoTime();
    private long allowed;

    /**
     * @param perSecond messages in a second; 0 for as many as go
     */
    Pacing(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Waits a little, if it is not time yet.
     *
     * @return how many may have their turn now; 0 if none yet
     */
    int next() {
        if (perSecond == 0) {
            return MOST;
        }
        long due = start + Duration.ofSeconds(1).toNanos() * allowed / perSecond;
        long wait = due - System.nanoTime();
        if (wait > 0) {
            LockSupport.parkNanos(Math.min(wait, LONGEST_PAUSE_NANOS));
            return 0;
        }
        int most = Math.min(MOST, perSecond);
        allowed += most;
        return most;
    }
}
