package io.staffetta.cli.terminal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures how fast a count has grown in the last 30 s.
 *
 * <p>Not thread-safe.
 */
public final class Pace {

    private static final long WINDOW = Duration.ofSeconds(30).toNanos();
    private static final long LEAST = Duration.ofSeconds(2).toNanos();
    private static final double NANOS = 1e9;

    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(long nanos, long count) {}

    /** Adds a reading. */
    public void add(long nanos, long count) {
        while (readings.size() > 1 && nanos - readings.getFirst().nanos() > WINDOW) {
            readings.removeFirst();
        }
        readings.addLast(new Reading(nanos, count));
    }

    /** How many in a second; what is given if that cannot be said yet. */
    public double perSecond(double otherwise) {
        if (readings.isEmpty()) {
            return otherwise;
        }
        Reading first = readings.getFirst();
        Reading last = readings.getLast();
        long time = last.nanos() - first.nanos();
        return time < LEAST ? otherwise : (last.count() - first.count()) / (time / NANOS);
    }
}
