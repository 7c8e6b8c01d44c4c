package io.staffetta.operations;

import java.time.Duration;
import java.util.Arrays;

/**
 * Measures how long the last calls to a provider took: {@value #MOST} at most, of the last 15 minutes.
 *
 * <p>Thread-safe.
 */
public final class RecentCalls {

    static final int MOST = 512;

    private static final long AGE = Duration.ofMinutes(15).toNanos();
    private static final int PERCENT = 95;

    private final long[] ended = new long[MOST];
    private final long[] nanos = new long[MOST];
    private int count;
    private int next;

    /**
     * Of some calls 95 % took so long, or less.
     *
     * @param calls how many
     * @param p95Millis milliseconds
     */
    public record Summary(int calls, long p95Millis) {

        /** Of no call. */
        public static final Summary NONE = new Summary(0, 0);
    }

    /**
     * Takes a call.
     *
     * @param now when it ended, as {@link System#nanoTime} has it
     * @param took nanoseconds
     */
    synchronized void add(long now, long took) {
        ended[next] = now;
        nanos[next] = took;
        next = (next + 1) % MOST;
        count = Math.min(count + 1, MOST);
    }

    /**
     * Those that are young enough.
     *
     * @param now as {@link System#nanoTime} has it
     */
    synchronized Summary summary(long now) {
        long[] young = new long[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (now - ended[i] <= AGE) {
                young[found++] = nanos[i];
            }
        }
        if (found == 0) {
            return Summary.NONE;
        }
        Arrays.sort(young, 0, found);
        int place = (found * PERCENT + 99) / 100 - 1;
        return new Summary(found, Duration.ofNanos(young[place]).toMillis());
    }
}
