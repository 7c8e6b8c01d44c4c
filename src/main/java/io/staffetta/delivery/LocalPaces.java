package io.staffetta.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the next turn of each account in this process.
 *
 * <p>Thread-safe.
 */
final class LocalPaces {

    private final Map<String, Long> next = new HashMap<>();

    /**
     * Takes the turns that are due.
     *
     * @param interval from one turn to the next
     * @param most turns to take
     * @param now as {@link System#nanoTime} has it
     */
    synchronized Turns take(String account, Duration interval, int most, long now) {
        long base = base(account, now);
        int turns = turns(base, interval, most, now);
        next.put(account, base + turns * interval.toNanos());
        return new Turns(turns, now, left(account, now));
    }

    /** The turns that are due, see {@link #take}; takes none. */
    synchronized Turns due(String account, Duration interval, int most, long now) {
        return new Turns(turns(base(account, now), interval, most, now), now, left(account, now));
    }

    /** From when on turns are due: time before that nobody used is not made good. */
    private long base(String account, long now) {
        long earliest = now - Turns.LATE.toNanos();
        long free = next.getOrDefault(account, now);
        return free - earliest > 0 ? free : earliest;
    }

    private Duration left(String account, long now) {
        return Duration.ofNanos(Math.max(0, next.getOrDefault(account, now) - now));
    }

    private static int turns(long base, Duration interval, int most, long now) {
        return now - base < 0 ? 0 : (int) Math.min(most, (now - base) / interval.toNanos() + 1);
    }
}
