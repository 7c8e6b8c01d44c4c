package io.staffetta.bench.profile;

import io.staffetta.bench.load.SideRun;
import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Tables of where the time goes. */
record ProfileReport(ProfileBench bench, ProfileBench.Result result) {

    private static final int KINDS = 14;
    private static final int METHODS = 25;
    private static final double MILLIS_A_TICK = 10;

    /** Writes the part. */
    void write(Report report) {
        SideRun run = result.run();
        report.write(bench.messages() + " messages by HTTP over " + bench.connections() + " connections, "
                + bench.concurrency() + " submissions at once, latency "
                + bench.latency().toMillis() + " ms, after " + bench.warmUp() + " that do not count: " + run
                + ". The flight recorder ran meanwhile.\n\n" + threads() + "\n\n" + libraries() + "\n\n" + methods());
    }

    private Table threads() {
        Table table = new Table("Threads", "CPU, ms a message", "of it in the kernel", "Share");
        long sum = Math.max(1, result.times().sum().total());
        for (Map.Entry<String, ThreadTimes.Time> kind :
                result.times().inOrder().stream().limit(KINDS).toList()) {
            table.row(
                    kind.getKey(),
                    perMessage(kind.getValue().total()),
                    perMessage(kind.getValue().kernel()),
                    percent(kind.getValue().total(), sum));
        }
        return table.row(
                "all",
                perMessage(result.times().sum().total()),
                perMessage(result.times().sum().kernel()),
                percent(1, 1));
    }

    private Table libraries() {
        Table table = new Table("Whose code, of " + result.shares().samples() + " samples", "Share");
        ordered(result.shares().byLibrary())
                .forEach(one -> table.row(
                        one.getKey(), percent(one.getValue(), result.shares().samples())));
        return table;
    }

    private Table methods() {
        Table table = new Table("Methods with most samples", "Share");
        ordered(result.shares().byMethod()).stream()
                .limit(METHODS)
                .forEach(one -> table.row(
                        "`" + one.getKey() + "`",
                        percent(one.getValue(), result.shares().samples())));
        return table;
    }

    private String perMessage(long ticks) {
        return Series.number(ticks * MILLIS_A_TICK / bench.messages(), 3);
    }

    private static String percent(long part, long whole) {
        return Series.number(100.0 * part / Math.max(1, whole), 1) + " %";
    }

    private static List<Map.Entry<String, Long>> ordered(Map<String, Long> samples) {
        return samples.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
