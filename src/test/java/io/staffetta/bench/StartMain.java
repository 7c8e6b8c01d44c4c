package io.staffetta.bench;

import java.time.Duration;
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
            description = "with an empty data folder, and as many again (default: ${DEFAULT-VALUE})")
    private int starts;

    @CommandLine.Option(
            names = "--idle",
            defaultValue = "30",
            description = "seconds before memory is read (default: ${DEFAULT-VALUE})")
    private int idle;

    @CommandLine.Option(
            names = "--flood",
            defaultValue = "30",
            description = "seconds in which messages are put in by HTTP (default: ${DEFAULT-VALUE})")
    private int flood;

    @CommandLine.Option(
            names = "--connections",
            defaultValue = "32",
            description = "over which they are put in (default: ${DEFAULT-VALUE})")
    private int connections;

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    private StartMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new StartMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin("start");
        StartBench bench = new StartBench(starts, Duration.ofSeconds(idle), Duration.ofSeconds(flood), connections);
        StartBench.Result result = bench.run();
        new StartReport(bench, result).write(part);
        return result.isSound() ? 0 : 1;
    }
}
