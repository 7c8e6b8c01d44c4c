package io.staffetta.bench.growth;

import io.staffetta.bench.report.ReportOption;
import io.staffetta.bench.report.RunOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures what becomes of the rate when there is more of something, for {@code src/bench/growth}. */
@CommandLine.Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description =
                "Measures messages a second from sms.outbound to a provider when more messages wait, with more accounts,"
                        + " more gateways, and a larger ledger. Writes the part \"growth\" of the report. Exit code 1: a message was"
                        + " lost or came twice.")
final class GrowthMain implements Callable<Integer> {

    /** What can grow. */
    enum Case {
        WAITING,
        ACCOUNTS,
        NODES,
        LEDGER
    }

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    @CommandLine.Mixin
    private final RunOptions options = new RunOptions();

    @CommandLine.Option(
            names = "--case",
            split = ",",
            defaultValue = "waiting,accounts,nodes,ledger",
            description = "what grows: waiting, accounts, nodes, ledger (default: all)")
    private List<Case> cases;

    @CommandLine.Option(
            names = "--concurrency",
            defaultValue = "64",
            description = "submissions at once of an account, but where accounts grow (default: ${DEFAULT-VALUE})")
    private int concurrency;

    @CommandLine.Option(
            names = "--waiting",
            split = ",",
            defaultValue = "1000,100000,1000000",
            description = "numbers of messages that wait for another account (default: ${DEFAULT-VALUE})")
    private List<Integer> waiting;

    @CommandLine.Option(
            names = "--accounts",
            split = ",",
            defaultValue = "1,20,200",
            description = "numbers of accounts (default: ${DEFAULT-VALUE})")
    private List<Integer> accounts;

    @CommandLine.Option(
            names = "--nodes",
            split = ",",
            defaultValue = "1,2",
            description = "numbers of gateways (default: ${DEFAULT-VALUE})")
    private List<Integer> nodes;

    @CommandLine.Option(names = "--pinned", description = "each gateway on a core of its own, by taskset; for --nodes")
    private boolean pinned;

    @CommandLine.Option(
            names = "--share",
            defaultValue = "0",
            description =
                    "percent of a core that each gateway may use when it is warm, as root; for --nodes (default: all)")
    private int share;

    @CommandLine.Option(
            names = "--rows",
            split = ",",
            defaultValue = "0,10000000",
            description = "numbers of rows in the ledger before (default: ${DEFAULT-VALUE})")
    private List<Long> rows;

    private GrowthMain() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command, for {@link #main} and for its test. */
    static CommandLine command() {
        return new CommandLine(new GrowthMain()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        GrowthReport result = new GrowthReport(report.begin("growth"));
        Scale scale = new Scale(options.messages(), options.warmUp(), options.rounds(), concurrency, options.heap());
        for (Case one : cases) {
            Growth growth = growth(one);
            result.add(growth.title(), growth.measure(scale));
        }
        return result.isExactlyOnce() ? 0 : 1;
    }

    private Growth growth(Case one) {
        return switch (one) {
            case WAITING -> new WaitingGrowth(waiting);
            case ACCOUNTS -> new AccountsGrowth(accounts);
            case NODES -> new NodesGrowth(nodes, pinned, share);
            case LEDGER -> new LedgerGrowth(rows);
        };
    }
}
