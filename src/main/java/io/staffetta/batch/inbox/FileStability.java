package io.staffetta.batch.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Recognises files whose size and time of change have been the same for a while, measured here: the clock of a share, and the time
 * of change that a copy brings along, do not count.
 *
 * <p>Not thread-safe.
 */
public final class FileStability {

    private final long nanos;
    private final LongSupplier clock;
    private final Map<String, Seen> seen = new HashMap<>();

    /**
     * @param clock nanoseconds, such as {@link System#nanoTime()}
     */
    public FileStability(Duration time, LongSupplier clock) {
        this.nanos = time.toNanos();
        this.clock = clock;
    }

    private record Seen(long size, long modified, long since) {}

    /** Takes a look at a file, and tells whether it has stood still for long enough. */
    public boolean look(String name, long size, long modified) {
        long now = clock.getAsLong();
        Seen before = seen.get(name);
        if (before == null || before.size() != size || before.modified() != modified) {
            seen.put(name, new Seen(size, modified, now));
            return false;
        }
        return now - before.since() >= nanos;
    }

    /** Whether a file that was looked at has stood still for so many times the while. */
    public boolean hasStood(String name, int times) {
        Seen before = seen.get(name);
        return before != null && clock.getAsLong() - before.since() >= nanos * times;
    }

    /** Only these files are still there. */
    void keepOnly(Set<String> names) {
        seen.keySet().retainAll(names);
    }
}
