package io.staffetta.bench.load;

import java.util.List;
import java.util.Locale;

/**
 * How long messages were in the gateway.
 *
 * @param micros one number for each message, in microseconds, ascending
 */
public record Latencies(List<Long> micros) {

    /** Sorts what each message took, in microseconds. */
    public static Latencies of(List<Long> micros) {
        return new Latencies(micros.stream().sorted().toList());
    }

    /** The smallest number that so many percent of the messages do not exceed, in milliseconds; NaN without messages. */
    public double millis(int percent) {
        if (micros.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100.0 * micros.size());
        return micros.get(Math.max(rank, 1) - 1) / 1000.0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %8.1f  p99 %8.1f  max %8.1f ms  (%d messages)",
                millis(50),
                millis(99),
                millis(100),
                micros.size());
    }
}
