package io.staffetta.bench.batch;

import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.ReportOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures batch folders, for {@code src/bench/batch}. */
@CommandLine.Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures a file of many rows on its way through a batch folder, the intake of rows alone, and what becomes of the"
                        + " rows of a file while the gateway is killed. With the default numbers it takes some 40 minutes, 20 of"
                        + " them for the million, and 4 GB under target/. Writes the part \"batch\" of the report. Exit code 1: a"
                        + " row was lost, doubled or skipped, or an answer is wrong.")
final class BatchMain implements Callable<Integer> {

    /** What is measured. */
    enum Case {
        MILLION,
        INTAKE,
        KILL
    }

    @CommandLine.Option(
            names = "--case",
            split = ",",
            defaultValue = "million,intake,kill",
            description = "million, intake, kill (default: all)")
    private List<Case> cases;

    @CommandLine.Option(
            names = "--rows",
            defaultValue = "1000000",
            description = "of the file of case million (default: ${DEFAULT-VALUE})")
    private long rows;

    @CommandLine.Option(
            names = "--intake-rows",
            defaultValue = "200000",
            description = "of case intake, whose provider is slow until all are taken (default: ${DEFAULT-VALUE})")
    private long intakeRows;

    @CommandLine.Option(
            names = "--kill-rows",
            defaultValue = "100000",
            description = "of case kill (default: ${DEFAULT-VALUE})")
    private long killRows;

    @CommandLine.Option(names = "--kills", defaultValue = "10", description = "default: ${DEFAULT-VALUE}")
    private int kills;

    @CommandLine.Option(names = "--seed", description = "number that makes the random choices (default: the time)")
    private Long seed;

    @CommandLine.Option(
            names = "--hold",
            defaultValue = "5000",
            description =
                    "of case intake: milliseconds that the provider takes for each answer until all rows are taken, at most"
                            + " 14000 (default: ${DEFAULT-VALUE})")
    private int hold;

    @CommandLine.Option(
            names = "--concurrency",
            defaultValue = "64",
            description = "submissions at once (default: ${DEFAULT-VALUE})")
    private int concurrency;

    @CommandLine.Option(
            names = "--heap",
            defaultValue = "256m",
            description = "largest heap of the gateway (default: ${DEFAULT-VALUE})")
    private String heap;

    @CommandLine.Option(
            names = "--standstill",
            defaultValue = "60",
            description = "minutes in which nothing moves, after which it is given up (default: ${DEFAULT-VALUE})")
    private int standstill;

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    private BatchMain() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command, for {@link #main} and for its test. */
    static CommandLine command() {
        return new CommandLine(new BatchMain()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        BatchReport result = new BatchReport(report.begin("batch"), heap, concurrency);
        Duration still = Duration.ofMinutes(standstill);
        for (Case one : cases) {
            Progress.tell("case", one.name());
            switch (one) {
                case MILLION ->
                    result.add(
                            "A file of " + rows + " rows",
                            new BatchPass(rows, Duration.ZERO, concurrency, heap, still).run());
                case INTAKE ->
                    result.add(
                            "The intake alone: " + intakeRows + " rows, whose provider is slow until all are taken",
                            new BatchPass(intakeRows, Duration.ofMillis(hold), concurrency, heap, still).run());
                case KILL -> {
                    long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
                    result.add(
                            "Killed with -9", new BatchKills(killRows, kills, chosen, concurrency, heap, still).run());
                }
            }
        }
        return result.isSound() ? 0 : 1;
    }
}
