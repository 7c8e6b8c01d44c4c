package io.staffetta.bench;

import io.staffetta.bench.Gateways.Measure;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The runs of one case.
 *
 * @param name of the case
 * @param runs in their order, 1 or more
 */
record Row(String name, List<Measure> runs) {

    Row {
        runs = List.copyOf(runs);
    }

    /** Messages a second, from the first put until the last was with the provider. */
    Series perSecond() {
        return series(run -> run.flow().perSecond());
    }

    /** Some value of each run. */
    Series series(ToDoubleFunction<Measure> value) {
        return new Series(
                name, runs.stream().map(run -> value.applyAsDouble(run)).toList());
    }

    /** Median processor time of the gateways for each message, in ms. */
    String cpu() {
        return Series.number(series(Measure::cpuMillis).median(), 2);
    }

    /** Median memory of the gateways, in MiB. */
    String resident() {
        return Series.number(series(Measure::residentMib).median(), 0);
    }

    /** Most threads of the gateways in any run. */
    String threads() {
        return Series.number(runs.stream().mapToDouble(Measure::threads).max().orElseThrow(), 0);
    }

    /** Whether every message of every run came once; tells loudly of those that did not. */
    boolean isExactlyOnce() {
        boolean all = true;
        for (Measure run : runs) {
            if (!run.isExactlyOnce()) {
                System.err.println(
                        "WRONG: " + name + ": of " + run.flow().messages() + " messages came " + run.counts());
                all = false;
            }
        }
        return all;
    }
}
