package io.staffetta.bench.limits;

import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.ReportOption;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures what the gateway stands on, for {@code src/bench/limits}. */
@CommandLine.Command(
        name = "limits",
        mixinStandardHelpOptions = true,
        description =
                "Measures broker, HTTP client and disk by themselves, and writes the part \"limits\" of the report.")
final class LimitsMain implements Callable<Integer> {

    @CommandLine.Mixin
    private ReportOption report;

    @CommandLine.Option(
            names = "--messages",
            defaultValue = "20000",
            description = "of each case of the broker (default: ${DEFAULT-VALUE})")
    private int messages;

    @CommandLine.Option(
            names = "--waiting",
            defaultValue = "100000",
            description = "messages that are drained (default: ${DEFAULT-VALUE})")
    private int waiting;

    @CommandLine.Option(
            names = "--requests",
            defaultValue = "50000",
            description = "of each case of the HTTP client (default: ${DEFAULT-VALUE})")
    private int requests;

    @CommandLine.Option(
            names = "--commits",
            defaultValue = "5000",
            description = "to the disk in a round (default: ${DEFAULT-VALUE})")
    private int commits;

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @CommandLine.Option(
            names = "--connections",
            split = ",",
            defaultValue = "64,400",
            description = "of the HTTP client (default: ${DEFAULT-VALUE})")
    private List<Integer> connections;

    @CommandLine.Option(
            names = "--latencies",
            split = ",",
            defaultValue = "0,20,100",
            description = "of the provider, in ms (default: ${DEFAULT-VALUE})")
    private List<Integer> latencies;

    private LimitsMain() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command, for {@link #main} and for its test. */
    static CommandLine command() {
        return new CommandLine(new LimitsMain());
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin("limits");
        LimitsBench.Result result =
                new LimitsBench(messages, waiting, requests, commits, rounds, connections, latencies).run();
        part.write("Broker, " + messages + " messages a run, each case on an empty broker:\n\n"
                + table("Case", "messages/s", result.broker())
                + "\n\nHTTP client, POST to the provider's stub:\n\n"
                + table("Case", "requests/s", result.http())
                + "\n\nDisk, 4 KiB appended and forced, one at a time:\n\n" + disk(result.disk()));
        return 0;
    }

    private static Table table(String name, String unit, List<Series> measured) {
        Table table = new Table(name, "Runs, " + unit, "Median");
        measured.forEach(one -> table.row(one.name(), one.runs(0), Series.number(one.median(), 0)));
        return table;
    }

    private static Table disk(List<DiskSync> measured) {
        Table table = new Table("Value", "Runs", "Median");
        row(table, "commits/s", 0, measured.stream().map(DiskSync::perSecond).toList());
        row(
                table,
                "p50, ms",
                2,
                measured.stream().map(one -> one.each().millis(50)).toList());
        row(
                table,
                "p99, ms",
                2,
                measured.stream().map(one -> one.each().millis(99)).toList());
        return table;
    }

    private static void row(Table table, String name, int decimals, List<Double> values) {
        Series series = new Series(name, values);
        table.row(name, series.runs(decimals), Series.number(series.median(), decimals));
    }
}
