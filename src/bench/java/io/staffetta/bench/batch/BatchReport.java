package io.staffetta.bench.batch;

import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was measured of batch folders. It is written after each case, since the later ones take long. */
final class BatchReport {

    private final Report report;
    private final String heap;
    private final int concurrency;
    private final List<String> parts = new ArrayList<>();
    private boolean sound = true;

    /**
     * @param heap largest heap of the gateway
     * @param concurrency submissions at once
     */
    BatchReport(Report report, String heap, int concurrency) {
        this.report = report;
        this.heap = heap;
        this.concurrency = concurrency;
    }

    /** Whether no row of all cases so far was lost, doubled or skipped. */
    boolean isSound() {
        return sound;
    }

    /** Adds a file that went through undisturbed. */
    void add(String title, BatchPass.Result pass) {
        Table table = new Table("What", "Value");
        BatchBalance balance = pass.balance();
        table.row("Rows; file, MiB", pass.rows() + "; " + number(pass.fileMib(), 0));
        table.row("Read to its end, s; rows/s", rate(pass.rows(), pass.readSeconds()));
        table.row("Then all rows taken, s; rows/s", rate(pass.rows(), pass.takenSeconds()));
        table.row("Messages/s to the provider, from the first to the last", number(pass.perSecond(), 0));
        table.row(
                "From claimed to nothing left to do, s; of that after the last message",
                number(pass.wholeSeconds(), 1) + "; " + number(pass.finalSeconds(), 1));
        table.row("Heap after full collections, MiB", pass.live().runs(0));
        table.row(
                "Most of the heap in use before a collection, MiB",
                Long.toString(pass.gc().highest()));
        table.row(
                "Collections; s together; longest, ms",
                pass.gc().count() + "; " + number(pass.gc().seconds(), 1) + "; "
                        + number(pass.gc().longest(), 0));
        table.row("Largest RSS, MiB", Long.toString(pass.use().peakMib()));
        table.row("CPU, ms/row", number(pass.use().cpu().toMillis() / (double) pass.rows(), 2));
        table.row("Ledger at the end, MiB", number(pass.ledgerMib(), 0));
        table.row(
                "Lines of result; of final; accepted",
                balance.results() + "; " + balance.finals() + "; " + balance.accepted());
        table.row("Lost; doubled; skipped", balance.lost() + "; " + balance.doubled() + "; " + balance.skipped());
        write(title, table.toString(), balance);
    }

    /** Adds a file whose gateway was killed again and again. */
    void add(String title, BatchKills.Result killed) {
        BatchBalance balance = killed.balance();
        List<BatchKills.Kill> working =
                killed.kills().stream().filter(BatchKills.Kill::working).toList();
        Table table = new Table(
                "Kills before its end",
                "of them at a start",
                "Rows",
                "Lines of result",
                "of final",
                "Accepted",
                "Unknown",
                "of those at the provider",
                "Lost",
                "Doubled",
                "Skipped",
                "Seed",
                "Seconds");
        table.row(
                Integer.toString(working.size()),
                Long.toString(working.stream().filter(BatchKills.Kill::early).count()),
                Long.toString(balance.rows()),
                Long.toString(balance.results()),
                Long.toString(balance.finals()),
                Long.toString(balance.accepted()),
                Long.toString(balance.unknown()),
                Long.toString(balance.unknownThere()),
                Long.toString(balance.lost()),
                Long.toString(balance.doubled()),
                Long.toString(balance.skipped()),
                Long.toString(killed.seed()),
                number(killed.seconds(), 0));
        String moments = working.stream()
                .map(kill -> kill.atProvider() + (kill.early() ? " (at a start)" : ""))
                .collect(Collectors.joining(", "));
        write(title, table + "\n\nKilled when the provider had had so many messages: " + moments + ".", balance);
    }

    private void write(String title, String measured, BatchBalance balance) {
        sound &= balance.isSound();
        balance.wrong().forEach(wrong -> System.err.println("WRONG: " + wrong));
        parts.add("#### " + title + "\n\n" + measured + (balance.isSound() ? "" : "\n\n" + wrong(balance)));
        report.write("Heap " + heap + ", " + concurrency + " submissions at once. "
                + (sound
                        ? "Every row has one line in each answer, and none was lost, doubled or skipped."
                        : "**Rows were lost, doubled or skipped, or the answers are wrong.**")
                + "\n\n" + String.join("\n\n", parts));
    }

    private static String wrong(BatchBalance balance) {
        return balance.wrong().stream().map(wrong -> "- **" + wrong + "**").collect(Collectors.joining("\n"));
    }

    private static String rate(long rows, double seconds) {
        return number(seconds, 1) + "; " + number(rows / seconds, 0);
    }

    private static String number(double value, int decimals) {
        return Series.number(value, decimals);
    }
}
