package io.staffetta.bench.find;

import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.ReportOption;
import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures how fast messages are found, for {@code src/bench/find}. */
@CommandLine.Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description =
                "Fills a ledger with messages, and measures how long each way to find some of them takes, and what the"
                        + " indexes for it cost when messages are entered. Writes the part \"find\" of the report, or"
                        + " \"find-postgresql\".")
final class FindMain implements Callable<Integer> {

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    @CommandLine.Option(
            names = "--messages",
            defaultValue = "1000000",
            description = "messages in the ledger (default: ${DEFAULT-VALUE})")
    private int messages;

    @CommandLine.Option(
            names = "--enter",
            defaultValue = "20000",
            description =
                    "messages that are entered in a round, with the indexes and without (default: ${DEFAULT-VALUE})")
    private int entered;

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "rounds (default: ${DEFAULT-VALUE})")
    private int rounds;

    @CommandLine.Option(
            names = "--url",
            description = "an empty PostgreSQL database, jdbc:postgresql://...; without it SQLite, under target/")
    private String url;

    @CommandLine.Option(names = "--user", defaultValue = "postgres", description = "who connects to it")
    private String user;

    private FindMain() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command, for {@link #main} and for its test. */
    static CommandLine command() {
        return new CommandLine(new FindMain());
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin(url == null ? "find" : "find-postgresql");
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "find");
        try (LedgerStore store = url == null ? LedgerStore.embedded(folder) : LedgerStore.postgres(url, user, "")) {
            part.write(new FindBench(store, messages, entered, rounds).run());
        }
        return 0;
    }
}
