package io.staffetta.bench.kannel;

import io.staffetta.bench.kannel.KannelBench.Case;
import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.ReportOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures Staffetta beside Kannel, for {@code src/bench/kannel}. */
@CommandLine.Command(
        name = "kannel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Staffetta and Kannel 1.4.5 in turns: messages by HTTP, through a durable queue, to a"
                + " provider by HTTP. Exit code 1: a message was lost or came twice. Exit code 2: wrong options, or"
                + " Kannel is not installed.")
final class KannelMain implements Callable<Integer> {

    @CommandLine.Option(
            names = "--pairs",
            defaultValue = "5",
            description = "runs of each at each latency (default: ${DEFAULT-VALUE})")
    private int pairs;

    @CommandLine.Option(
            names = "--messages",
            defaultValue = "20000",
            description = "messages of a run (default: ${DEFAULT-VALUE})")
    private int messages;

    @CommandLine.Option(
            names = "--warm-up",
            defaultValue = "60000",
            description = "messages of a run of each before that does not count (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @CommandLine.Option(
            names = "--latency",
            split = ",",
            defaultValue = "0,20,100",
            description = "of the provider, in milliseconds, several with commas (default: ${DEFAULT-VALUE})")
    private List<Integer> latencies;

    @CommandLine.Option(
            names = "--connections",
            defaultValue = "64",
            description = "over which messages are put into Staffetta (default: ${DEFAULT-VALUE})")
    private int connections;

    @CommandLine.Option(
            names = "--kannel-connections",
            defaultValue = "8",
            description = "over which messages are put into Kannel (default: ${DEFAULT-VALUE})")
    private int kannelConnections;

    @CommandLine.Option(
            names = "--store",
            split = ",",
            defaultValue = "file,spool",
            description =
                    "store-type of Kannel: file, written every ten seconds, spool, a file for each message, or both"
                            + " (default: ${DEFAULT-VALUE})")
    private List<String> stores;

    @CommandLine.Option(
            names = "--concurrency",
            description = "submissions of Staffetta at once (default: 200 without latency, else 1000)")
    private int concurrency;

    @CommandLine.Option(
            names = "--pending",
            description = "max-pending-submits of each of Kannel's two smsc (default: 200 without latency, else 1000)")
    private int pending;

    @CommandLine.Option(
            names = "--heap",
            defaultValue = "default",
            description =
                    "largest heap of Staffetta, or 'default' for that of config/java.options (default: ${DEFAULT-VALUE})")
    private String heap;

    @CommandLine.Option(names = "--without-kannel", description = "measures Staffetta alone")
    private boolean withoutKannel;

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    private KannelMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new KannelMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (!withoutKannel && !KannelSide.isInstalled()) {
            System.err.println(
                    "Kannel is not installed: there is no bearerbox or no smsbox on the path or in /usr/sbin."
                            + " Run 'apt-get install kannel', or measure Staffetta alone with --without-kannel.");
            return CommandLine.ExitCode.USAGE;
        }
        Report part = report.begin("kannel");
        List<Case> cases = new KannelBench(
                        messages,
                        warmUp,
                        pairs,
                        latencies,
                        connections,
                        withoutKannel ? 0 : kannelConnections,
                        stores,
                        concurrency,
                        pending,
                        heap)
                .run();
        new KannelReport(cases, messages).write(part);
        return cases.stream().allMatch(Case::isSound) ? 0 : 1;
    }
}
