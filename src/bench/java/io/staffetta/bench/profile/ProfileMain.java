package io.staffetta.bench.profile;

import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.ReportOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Looks where the time goes, for {@code src/bench/profile}. */
@CommandLine.Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells where the processor's time goes while messages come by HTTP and go to a provider. Exit code 1:"
                        + " a message was lost or came twice.")
final class ProfileMain implements Callable<Integer> {

    @CommandLine.Option(
            names = "--messages",
            defaultValue = "20000",
            description = "while it is looked (default: ${DEFAULT-VALUE})")
    private int messages;

    @CommandLine.Option(
            names = "--warm-up",
            defaultValue = "60000",
            description = "messages before (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @CommandLine.Option(
            names = "--latency",
            defaultValue = "0",
            description = "of the provider, in milliseconds (default: ${DEFAULT-VALUE})")
    private int latency;

    @CommandLine.Option(
            names = "--connections",
            defaultValue = "32",
            description = "over which messages are put in (default: ${DEFAULT-VALUE})")
    private int connections;

    @CommandLine.Option(
            names = "--concurrency",
            defaultValue = "64",
            description = "submissions at once (default: ${DEFAULT-VALUE})")
    private int concurrency;

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    private ProfileMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ProfileMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin("profile");
        ProfileBench bench = new ProfileBench(messages, warmUp, Duration.ofMillis(latency), connections, concurrency);
        ProfileBench.Result result = bench.run();
        new ProfileReport(bench, result).write(part);
        return result.run().isSound() ? 0 : 1;
    }
}
