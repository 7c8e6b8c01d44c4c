package io.staffetta.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was measured again and again.
 *
 * @param name of what was measured
 * @param values in the order of the runs; 1 or more for a median
 */
public record Series(String name, List<Double> values) {

    public Series {
        values = List.copyOf(values);
    }

    /** The value in the middle: of an even number of runs, between the two in the middle. */
    public double median() {
        if (values.isEmpty()) {
            throw new IllegalStateException("Series '" + name + "' has no runs");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** This median divided by that of another one. */
    public double ratioTo(Series other) {
        return median() / other.median();
    }

    /** The values in their order. Decimals: places after the point. */
    public String runs(int decimals) {
        return values.stream().map(value -> number(value, decimals)).collect(Collectors.joining(" "));
    }

    /** A number with so many places after the point. */
    public static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
