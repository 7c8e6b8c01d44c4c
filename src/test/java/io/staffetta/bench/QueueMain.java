package io.staffetta.bench;

import io.staffetta.bench.QueueBench.Case;
import io.staffetta.bench.QueueBench.Setting;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures the way from a queue to a provider, for {@code src/bench/queue}. */
@CommandLine.Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description =
                "Measures the way from sms.outbound to a provider, live and from a queue where messages wait, beside"
                        + " the broker alone. Writes the part \"queue\" of the report. Exit code 1: a message was lost or came"
                        + " twice.")
final class QueueMain implements Callable<Integer> {

    @CommandLine.Mixin
    private ReportOption report;

    @CommandLine.Mixin
    private RunOptions run;

    @CommandLine.Option(
            names = "--waiting",
            defaultValue = "100000",
            description = "messages that are drained; 0 for none (default: ${DEFAULT-VALUE})")
    private int waiting;

    @CommandLine.Option(
            names = "--at",
            split = ",",
            paramLabel = "LATENCY:CONCURRENCY",
            defaultValue = "0:64,100:400",
            description = "latency of the provider in ms, and submissions at once (default: ${DEFAULT-VALUE})")
    private List<String> settings;

    private QueueMain() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command, for {@link #main} and for its test. */
    static CommandLine command() {
        return new CommandLine(new QueueMain());
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin("queue");
        List<Case> cases = new QueueBench(
                        run.messages(),
                        waiting,
                        run.warmUp(),
                        run.rounds(),
                        settings.stream().map(Setting::of).toList(),
                        run.heap())
                .run();
        boolean right = cases.stream().map(one -> one.ours().isExactlyOnce()).reduce(true, Boolean::logicalAnd);
        part.write(verdict(right) + "\n\n" + table(cases) + "\n\n" + part.chart(chart(cases)));
        return right ? 0 : 1;
    }

    private String verdict(boolean right) {
        return run.messages() + " messages a live run. "
                + (right
                        ? "Every message of every run came to the provider exactly once."
                        : "**Messages were lost or came twice: these figures do not count.**");
    }

    private static Table table(List<Case> cases) {
        Table table = new Table(
                "Provider, ms",
                "At once",
                "Put",
                "Runs, messages/s",
                "Median",
                "From ready",
                "Broker alone, runs",
                "Median",
                "Ours / broker",
                "CPU, ms/message",
                "RSS, MiB");
        for (Case one : cases) {
            Series ours = one.perSecond();
            table.row(
                    Integer.toString(one.setting().latency()),
                    Integer.toString(one.setting().concurrency()),
                    one.what(),
                    ours.runs(0),
                    Series.number(ours.median(), 0),
                    one.isDrain() ? Series.number(one.ours().perSecond().median(), 0) : "",
                    one.raw().runs(0),
                    Series.number(one.raw().median(), 0),
                    Series.number(ours.ratioTo(one.raw()), 2),
                    one.ours().cpu(),
                    one.ours().resident());
        }
        return table;
    }

    private static Chart chart(List<Case> cases) {
        List<String> groups = cases.stream()
                .map(one -> one.setting().latency() + " ms, "
                        + (one.isDrain() ? "drain" : one.what().startsWith(Batching.EACH.words()) ? "each" : "by 50"))
                .toList();
        return new BarChart(new ChartFrame(
                "From a queue to a provider",
                "Medians; the broker alone has no provider to wait for",
                "Latency of the provider, and how the messages were put",
                "messages/s",
                groups,
                List.of(
                        new Series(
                                "gateway",
                                cases.stream()
                                        .map(one -> one.perSecond().median())
                                        .toList()),
                        new Series(
                                "broker alone",
                                cases.stream().map(one -> one.raw().median()).toList()))));
    }
}
