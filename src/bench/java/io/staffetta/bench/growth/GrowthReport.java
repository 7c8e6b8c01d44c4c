package io.staffetta.bench.growth;

import io.staffetta.bench.report.BarChart;
import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import java.util.ArrayList;
import java.util.List;

/** What was measured of things that grow. It is written after each of them, since the later ones take long. */
final class GrowthReport {

    private final Report report;
    private final StringBuilder tables = new StringBuilder();
    private final List<List<Series>> measured = new ArrayList<>();
    private boolean exactlyOnce = true;

    GrowthReport(Report report) {
        this.report = report;
    }

    /**
     * Adds a table, and writes the part and its chart.
     *
     * @param steps 1 or more; the ratios are to the first
     */
    void add(String title, List<Scale.Step> steps) {
        Series first = steps.get(0).row().perSecond();
        Table table = new Table(
                title,
                "Runs, messages/s",
                "Median",
                "Times the first",
                "CPU, ms/message",
                "RSS, MiB",
                "Threads at most",
                "Beside");
        for (Scale.Step step : steps) {
            Series rate = step.row().perSecond();
            exactlyOnce &= step.row().isExactlyOnce();
            table.row(
                    rate.name(),
                    rate.runs(0),
                    Series.number(rate.median(), 0),
                    Series.number(rate.ratioTo(first), 2),
                    step.row().cpu(),
                    step.row().resident(),
                    step.row().threads(),
                    step.note());
        }
        measured.add(steps.stream().map(step -> step.row().perSecond()).toList());
        tables.append(table).append("\n\n");
        report.write((exactlyOnce
                        ? "Every message of every run came to the provider exactly once."
                        : "**Messages were lost or came twice: these figures do not count.**")
                + "\n\n" + tables + report.chart(chart()));
    }

    /** Whether every message of every run so far came once. */
    boolean isExactlyOnce() {
        return exactlyOnce;
    }

    /** A group of bars for each thing that grows, and a bar for each step. */
    private BarChart chart() {
        int most = measured.stream().mapToInt(List::size).max().orElseThrow();
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int step = i;
            series.add(new Series(
                    "step " + (i + 1),
                    measured.stream()
                            .map(steps -> step < steps.size() ? steps.get(step).median() : Double.NaN)
                            .toList()));
        }
        return new BarChart(
                "What becomes of the rate when there is more",
                "Medians; from sms.outbound to a provider that answers at once",
                "What there is more of, step by step",
                "messages/s",
                measured.stream().map(GrowthReport::label).toList(),
                series);
    }

    /** Such as {@code 1k, 100k, 1M waiting}. */
    private static String label(List<Series> steps) {
        List<String> numbers = new ArrayList<>();
        String what = "";
        for (Series step : steps) {
            int blank = step.name().indexOf(' ');
            numbers.add(
                    step.name().substring(0, blank).replaceFirst("000000$", "M").replaceFirst("000$", "k"));
            what = step.name().substring(blank);
        }
        return String.join(", ", numbers) + what;
    }
}
