package io.staffetta.cli.batches;

import io.staffetta.batch.rows.BatchForecast;
import io.staffetta.batch.rows.BatchReport;
import io.staffetta.batch.rows.BatchReport.RowError;
import io.staffetta.batch.text.Directive;
import io.staffetta.cli.terminal.FigureFormat;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows what became, or would become, of a batch file. */
final class BatchReportView {

    private static final double MILLIS = 1000;

    private BatchReportView() {}

    /**
     * For people: when the rows would be taken, where the first line says so; none where it does not.
     *
     * @param rows rows of the file
     */
    static List<String> when(Directive directive, long rows, Instant now) {
        List<String> lines = new ArrayList<>();
        directive
                .sendAt()
                .map(sendAt -> sendAt.of(now))
                .ifPresent(sendAt -> lines.add("sendAt " + sendAt + ": "
                        + (sendAt.isAfter(now)
                                ? "would begin at " + Times.of(sendAt) + ", in "
                                        + FigureFormat.time(
                                                Duration.between(now, sendAt).toSeconds())
                                : "has passed, would begin at once")));
        directive
                .spread()
                .filter(spread -> !spread.isZero())
                .ifPresent(spread -> lines.add("spread " + spread + ": the rows would be taken in evenly over "
                        + FigureFormat.time(spread.toSeconds()) + ", "
                        + FigureFormat.rate(rows * MILLIS / Math.max(1, spread.toMillis()))));
        return lines;
    }

    /**
     * For people: lines.
     *
     * @param forecasts cost and end by account
     */
    static List<String> lines(BatchReport report, Map<String, BatchForecast> forecasts) {
        List<String> lines = new ArrayList<>();
        lines.add("rows " + report.rows() + ", good " + report.good() + ", bad " + report.bad()
                + (report.repeated() == 0
                        ? ""
                        : ", " + report.repeated()
                                + " of the good with the reference of an earlier row: not sent again"));
        if (report.messages() > 0) {
            lines.addAll(accounts(report, forecasts));
        }
        if (report.replaced() > 0) {
            lines.add(report.replaced() + " characters that the providers do not carry would be replaced by ?;"
                    + " unsupported-characters of an account says what becomes of them");
        }
        if (!report.errors().isEmpty()) {
            Table errors = new Table("ROW", "LINE", "TO", "FIELD", "PROBLEM");
            report.errors().forEach(error -> errors.row(cells(error)));
            lines.addAll(errors.lines());
        }
        more(lines, report.bad() - report.errors().size(), "bad rows");
        if (!report.repetitions().isEmpty()) {
            Table repeated = new Table("ROW", "LINE", "SAME REFERENCE AS ROW");
            report.repetitions()
                    .forEach(one -> repeated.row(number(one.row()), number(one.line()), number(one.first())));
            lines.addAll(repeated.lines());
        }
        more(lines, report.repeated() - report.repetitions().size(), "repeated rows");
        return lines;
    }

    private static List<String> accounts(BatchReport report, Map<String, BatchForecast> forecasts) {
        boolean hasMore = forecasts.values().stream().anyMatch(one -> one.cost() != null || one.endsAt() != null);
        Table table = hasMore
                ? new Table("ACCOUNT", "MESSAGES", "SEGMENTS", "COST", "SENT BY")
                : new Table("ACCOUNT", "MESSAGES", "SEGMENTS");
        report.accounts().forEach((account, total) -> {
            BatchForecast forecast = forecasts.getOrDefault(account, new BatchForecast(null, null, null));
            row(table, hasMore, account, total.messages(), total.segments(), cost(forecast), end(forecast));
        });
        if (report.accounts().size() > 1) {
            row(table, hasMore, "(all)", report.messages(), report.segments(), total(forecasts), "");
        }
        return table.lines();
    }

    private static void row(
            Table table, boolean hasMore, String account, long messages, long segments, String cost, String end) {
        if (hasMore) {
            table.row(account, number(messages), number(segments), cost, end);
        } else {
            table.row(account, number(messages), number(segments));
        }
    }

    private static String cost(BatchForecast forecast) {
        return forecast.cost() == null ? "" : forecast.cost() + " " + forecast.currency();
    }

    private static String end(BatchForecast forecast) {
        return forecast.endsAt() == null ? "" : Times.of(Instant.parse(forecast.endsAt()));
    }

    /** By currency, with a comma between. */
    private static String total(Map<String, BatchForecast> forecasts) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        forecasts.values().stream()
                .filter(one -> one.cost() != null)
                .forEach(one -> costs.merge(one.currency(), new BigDecimal(one.cost()), BigDecimal::add));
        return costs.entrySet().stream()
                .map(one -> one.getValue().toPlainString() + " " + one.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void more(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add("and " + count + " more " + what + "; --errors shows more of them");
        }
    }

    private static String[] cells(RowError error) {
        return new String[] {
            number(error.row()),
            number(error.line()),
            error.to(),
            error.field(),
            error.problem().toString(),
        };
    }

    private static String number(long number) {
        return Long.toString(number);
    }
}
