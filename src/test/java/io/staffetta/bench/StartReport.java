package io.staffetta.bench;

import java.time.Duration;

/** Table of starts and memory. */
record StartReport(StartBench bench, StartBench.Result result) {

    /** Writes the part. */
    void write(Report report) {
        Series loaded = result.loaded();
        Table table = new Table("What", "Runs", "Median");
        table.row("Start with an empty data folder, s", result.empty().runs(2), median(result.empty(), 2));
        table.row("Start with an existing data folder, s", result.existing().runs(2), median(result.existing(), 2));
        table.row(
                "The same with an archive of the classes (`bin/staffetta prepare`), s",
                result.archived().runs(2),
                median(result.archived(), 2));
        table.row("RSS after " + seconds(bench.idle()) + " idle, MiB", Long.toString(result.idle()), "");
        table.row(
                "RSS while messages come by HTTP for " + seconds(bench.flood()) + ", MiB",
                loaded.values().size() + " samples",
                median(loaded, 0));
        table.row("Largest RSS until its end, MiB", Long.toString(result.peak()), "");
        table.row("Messages/s taken meanwhile", Series.number(result.perSecond(), 0), "");
        table.row("Each of them at the provider once", result.isSound() ? "yes" : "**NO**", "");
        report.write("`java @config/java.options -jar staffetta.jar run`, until it says that it is ready;"
                + " embedded broker, SQLite, one account.\n\n" + table);
    }

    private static String median(Series series, int decimals) {
        return Series.number(series.median(), decimals);
    }

    private static String seconds(Duration length) {
        return length.toSeconds() + " s";
    }
}
