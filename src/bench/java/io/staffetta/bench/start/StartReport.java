package io.staffetta.bench.start;

import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import java.util.List;

/** Table of starts and memory. */
record StartReport(StartBench bench, StartBench.Result result) {

    /** Writes the part. */
    void write(Report report) {
        Table table = new Table("What", "Runs", "Median");
        runs(table, "Start with an empty data folder", result.empty());
        runs(table, "Start with an existing data folder", result.existing());
        runs(table, "The same with an archive of the classes (`bin/staffetta prepare`)", result.archived());
        result.commands().forEach((command, runs) -> runs(table, "`" + command + "`, with the archive", runs));
        table.row("RSS after " + bench.idle().toSeconds() + " s idle, MiB", Long.toString(result.idle()), "");
        table.row(
                "Processor time of the first " + bench.first() + " messages, ms each",
                Series.number(result.firstMillis(), 2),
                "");
        row(
                table,
                "The same of each further " + bench.first() + ", until " + bench.messages(),
                result.later().values());
        Series loaded = result.loaded();
        table.row(
                "RSS while these messages come, MiB",
                loaded.values().size() + " samples",
                Series.number(loaded.median(), 0));
        table.row("Largest RSS until its end, MiB", Long.toString(result.peak()), "");
        Series taken = result.perSecond();
        table.row("Messages/s taken after the first", taken.runs(0), Series.number(taken.median(), 0));
        table.row("Each of them at the provider once", result.isSound() ? "yes" : "**NO**", "");
        report.write("`java @config/java.options -jar staffetta.jar run`, until it says that it is ready;"
                + " embedded broker, SQLite, one account. Commands, idle and messages: with the archive, and as"
                + " `bin/staffetta` starts Java.\n\n" + table);
    }

    private static void runs(Table table, String what, StartBench.Runs runs) {
        row(table, what + ", s", runs.wall());
        row(table, what + ", s of processor", runs.cpu());
    }

    private static void row(Table table, String what, List<Double> values) {
        Series series = new Series(what, values);
        table.row(what, series.runs(2), Series.number(series.median(), 2));
    }
}
