package io.staffetta.bench;

import io.staffetta.bench.FailuresBench.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;

/** Measures the ways of messages that a provider does not accept at once, for {@code src/bench/failures}. */
@CommandLine.Command(
        name = "failures",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures messages whose provider accepts, refuses, or is busy for them, in turns. Writes the part"
                        + " \"failures\" of the report. Exit code 1: a message had too few or too many attempts, or is not in the dead"
                        + " letter queue once.")
final class FailuresMain implements Callable<Integer> {

    @CommandLine.Mixin
    private ReportOption report;

    @CommandLine.Mixin
    private RunOptions run;

    @CommandLine.Option(
            names = "--concurrency",
            defaultValue = "4",
            description = "submissions at once of each of " + FailuresBench.ACCOUNTS
                    + " accounts (default: ${DEFAULT-VALUE})")
    private int concurrency;

    private FailuresMain() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command, for {@link #main} and for its test. */
    static CommandLine command() {
        return new CommandLine(new FailuresMain());
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin("failures");
        Map<Kind, List<FailuresBench.Run>> runs =
                new FailuresBench(run.messages(), run.warmUp(), run.rounds(), concurrency, run.heap()).run();
        boolean right = runs.values().stream().flatMap(List::stream).allMatch(FailuresBench.Run::isSound);
        part.write(verdict(right) + "\n\n" + table(runs));
        return right ? 0 : 1;
    }

    private String verdict(boolean right) {
        return run.messages() + " messages a run. "
                + (right
                        ? "Each had the attempts it should have, and each that was refused was in the dead letter queue once."
                        : "**Messages had too few or too many attempts or dead letters: these figures do not count.**");
    }

    private static Table table(Map<Kind, List<FailuresBench.Run>> runs) {
        Table table = new Table(
                "The provider", "Runs, messages/s", "Median", "Times the good rate", "CPU, ms/message", "RSS, MiB");
        Series good = series(Kind.ACCEPTS, runs, FailuresBench.Run::perSecond);
        for (Kind provider : runs.keySet()) {
            Series rate = series(provider, runs, FailuresBench.Run::perSecond);
            table.row(
                    provider.words(),
                    rate.runs(0),
                    Series.number(rate.median(), 0),
                    Series.number(rate.ratioTo(good), 2),
                    Series.number(
                            series(provider, runs, FailuresBench.Run::cpuMillis).median(), 2),
                    Series.number(
                            series(provider, runs, FailuresBench.Run::residentMib)
                                    .median(),
                            0));
        }
        return table;
    }

    private static Series series(
            Kind provider, Map<Kind, List<FailuresBench.Run>> runs, ToDoubleFunction<FailuresBench.Run> value) {
        return new Series(
                provider.words(),
                runs.get(provider).stream().map(run -> value.applyAsDouble(run)).toList());
    }
}
