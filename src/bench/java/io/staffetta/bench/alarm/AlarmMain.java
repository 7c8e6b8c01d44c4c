package io.staffetta.bench.alarm;

import io.staffetta.bench.alarm.AlarmBench.Part;
import io.staffetta.bench.load.Flood;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.ReportOption;
import io.staffetta.bench.report.RoundOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures how urgent messages pass a flood, for {@code src/bench/alarm}. */
@CommandLine.Command(
        name = "alarm",
        mixinStandardHelpOptions = true,
        description =
                "Measures how long urgent messages are in the gateway: idle, while a flood of bulk messages is being"
                        + " taken in, and while it waits. Exit code 1: one came twice.")
final class AlarmMain implements Callable<Integer> {

    @CommandLine.Option(
            names = "--door",
            defaultValue = "QUEUE",
            description = "how the flood comes: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Flood.Door door;

    @CommandLine.Option(
            names = "--waiting",
            defaultValue = "100000",
            description = "messages of the flood (default: ${DEFAULT-VALUE})")
    private int waiting;

    @CommandLine.Option(
            names = "--seconds",
            defaultValue = "20",
            description = "length of the idle and the waiting part of a round (default: ${DEFAULT-VALUE})")
    private int seconds;

    @CommandLine.Option(
            names = "--per-second",
            defaultValue = "10",
            description = "urgent messages a second (default: ${DEFAULT-VALUE})")
    private int perSecond;

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    @CommandLine.Mixin
    private final RoundOptions options = new RoundOptions();

    private AlarmMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new AlarmMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin(
                door == Flood.Door.QUEUE ? "alarm" : "alarm-" + door.name().toLowerCase(Locale.ROOT));
        AlarmBench bench = new AlarmBench(
                door, waiting / 10, waiting, options.rounds(), Duration.ofSeconds(seconds), perSecond, options.heap());
        AlarmBench.Result result = bench.run();
        new AlarmReport(bench, result).write(part);
        Progress.tell("medians of the rounds", "");
        for (Part one : Part.values()) {
            StringBuilder line = new StringBuilder();
            for (int percent : new int[] {50, 99, 100}) {
                double value = result.median(one, percent);
                line.append(String.format(
                        Locale.ROOT,
                        "%s %8.1f ms (%.2f)  ",
                        percent == 100 ? "max" : "p" + percent,
                        value,
                        value / result.median(Part.IDLE, percent)));
            }
            Progress.tell(one.name().toLowerCase(Locale.ROOT).replace('_', ' '), line.toString());
        }
        return result.twice() == 0 ? 0 : 1;
    }
}
