package io.staffetta.deadletter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast dead letters are taken, and how many share a transaction.
 *
 * @param perSecond how many in a second; 0 for as many as go
 * @param start {@link System#nanoTime()} at the start
 */
record Pace(int perSecond, long start) {

    private static final int LARGEST_BATCH = 100;
    private static final int BATCHES_PER_SECOND = 4;

    /** A pace that begins now. */
    static Pace of(int perSecond) {
        return new Pace(perSecond, System.nanoTime());
    }

    /** How many share a transaction: as many as fit into a quarter of a second, at least one and at most 100. */
    int batch() {
        return perSecond == 0 ? LARGEST_BATCH : Math.max(1, Math.min(LARGEST_BATCH, perSecond / BATCHES_PER_SECOND));
    }

    /**
     * Waits until it is time for the next batch.
     *
     * @param done how many have been taken so far
     */
    void await(int done) {
        if (perSecond == 0) {
            return;
        }
        long due = start + Duration.ofSeconds(done).dividedBy(perSecond).toNanos();
        try {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the next batch", e);
        }
    }
}
