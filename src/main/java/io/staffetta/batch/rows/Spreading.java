package io.staffetta.batch.rows;

import java.time.Duration;

/**
 * Takes the rows of a file evenly over a time.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param rows rows of the file
 * @param over how long to take for them; zero for as soon as they can be taken
 */
public record Spreading(long rows, Duration over) {

    /** Most rows in a group. */
    static final int MOST = 200;

    /** Whether they take a time of their own. */
    public boolean isSpread() {
        return !over.isZero();
    }

    /** Rows of a group: those of a second, at least 1 and at most {@link #MOST}. */
    public int group() {
        if (!isSpread()) {
            return MOST;
        }
        return (int) Math.max(1, Math.min(MOST, rows * 1000 / Math.max(1, over.toMillis())));
    }

    /** How long after a group has begun the next may begin. */
    public Duration pause(int taken) {
        return rows == 0 ? Duration.ZERO : Duration.ofNanos((long) ((double) over.toNanos() * taken / rows));
    }
}
