package io.staffetta.bench.start;

import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.ReportOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures starts and memory, for {@code src/bench/start}. */
@CommandLine.Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures how long the gateway takes to start, and its memory, idle and under load. Exit code 1: a"
                        + " message was lost or came twice.")
final class StartMain implements Callable<Integer> {

    @CommandLine.Option(
            names = "--starts",
            defaultValue = "5",
            description = "of each kind, and runs of each command (default: ${DEFAULT-VALUE})")
    private int starts;

    @CommandLine.Option(
            names = "--idle",
            defaultValue = "30",
            description = "seconds before memory is read (default: ${DEFAULT-VALUE})")
    private int idle;

    @CommandLine.Option(
            names = "--first",
            defaultValue = "20000",
            description = "messages after a start whose processor time is told (default: ${DEFAULT-VALUE})")
    private int first;

    @CommandLine.Option(
            names = "--messages",
            defaultValue = "60000",
            description = "in all, put in by HTTP, more than the first ones (default: ${DEFAULT-VALUE})")
    private int messages;

    @CommandLine.Option(
            names = "--connections",
            defaultValue = "32",
            description = "over which they are put in (default: ${DEFAULT-VALUE})")
    private int connections;

    @CommandLine.Option(
            names = "--java",
            split = " ",
            paramLabel = "OPTIONS",
            description = "of Java for the gateway, behind those of config/java.options, such as"
                    + " '-XX:MaxInlineLevel=15 -XX:InlineSmallCode=2500'")
    private List<String> java = List.of();

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    private StartMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new StartMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin("start");
        StartBench bench = new StartBench(starts, Duration.ofSeconds(idle), first, messages, connections, java);
        StartBench.Result result = bench.run();
        new StartReport(bench, result).write(part);
        return result.isSound() ? 0 : 1;
    }
}
