package io.staffetta.bench.kannel;

import io.staffetta.bench.kannel.KannelBench.Case;
import io.staffetta.bench.load.Side;
import io.staffetta.bench.load.SideRun;
import io.staffetta.bench.report.BarChart;
import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Table and chart of the runs beside Kannel. */
record KannelReport(List<Case> cases, int messages) {

    /** Writes the part, and the chart beside it. */
    void write(Report report) {
        String text = messages + " messages of " + Side.text(1_000_000).length()
                + " characters a run, in turns, after a run of each that does not count. Messages/s are from the first"
                + " request until the last message was at the provider; the other columns are medians of the runs.\n\n";
        report.write(text + table() + "\n\n" + report.chart(chart()));
    }

    private Table table() {
        Table table = new Table(
                "Latency, ms",
                "Gateway",
                "Set up with",
                "Runs, messages/s",
                "Median",
                "Times Kannel",
                "Taken by its HTTP door/s",
                "CPU, ms a message",
                "RSS after, MiB",
                "Most in flight",
                "Each once");
        for (Case one : cases) {
            table.row(
                    Integer.toString(one.latency()),
                    one.side(),
                    one.settings(),
                    one.series(SideRun::perSecond).runs(0),
                    Series.number(one.series(SideRun::perSecond).median(), 0),
                    ratio(one).map(ratio -> Series.number(ratio, 2)).orElse("-"),
                    Series.number(one.series(SideRun::doorPerSecond).median(), 0),
                    Series.number(one.series(SideRun::cpuMillis).median(), 2),
                    Series.number(one.series(SideRun::residentMib).median(), 0),
                    Series.number(one.series(SideRun::mostInFlight).median(), 0),
                    one.isSound() ? "yes" : "**NO**");
        }
        return table;
    }

    private BarChart chart() {
        List<Integer> latencies = cases.stream().map(Case::latency).distinct().toList();
        List<Series> bars = new ArrayList<>();
        for (String side : cases.stream().map(Case::side).distinct().toList()) {
            bars.add(new Series(
                    side,
                    cases.stream()
                            .filter(one -> one.side().equals(side))
                            .map(one -> one.series(SideRun::perSecond).median())
                            .toList()));
        }
        String ratios = cases.stream()
                .filter(one -> one.side().equals("Staffetta"))
                .flatMap(one -> ratio(one).stream())
                .map(ratio -> Series.number(ratio, 2))
                .collect(Collectors.joining(", "));
        return new BarChart(
                "From HTTP through a durable queue to the provider",
                ratios.isEmpty()
                        ? "medians; Kannel was not measured"
                        : "medians; Staffetta is " + ratios + " times Kannel, from left to right",
                "latency of the provider",
                "messages a second",
                latencies.stream().map(latency -> latency + " ms").toList(),
                bars);
    }

    /** Of the medians. */
    private Optional<Double> ratio(Case one) {
        return cases.stream()
                .filter(other ->
                        other.latency() == one.latency() && other.side().equals("Kannel"))
                .findFirst()
                .map(kannel -> one.series(SideRun::perSecond).ratioTo(kannel.series(SideRun::perSecond)));
    }
}
