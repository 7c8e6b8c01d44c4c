package io.staffetta.cli.batches;

import io.staffetta.batch.rows.BatchReport;
import io.staffetta.batch.rows.BatchReport.RowError;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.Directive;
import io.staffetta.cli.terminal.Figures;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                                        + Figures.time(
                                                Duration.between(now, sendAt).toSeconds())
                                : "has passed, would begin at once")));
        directive
                .spread()
                .filter(spread -> !spread.isZero())
                .ifPresent(spread -> lines.add("spread " + spread + ": the rows would be taken in evenly over "
                        + Figures.time(spread.toSeconds()) + ", "
                        + Figures.rate(rows * MILLIS / Math.max(1, spread.toMillis()))));
        return lines;
    }

    /** For people: lines. */
    static List<String> lines(BatchReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("rows " + report.rows() + ", good " + report.good() + ", bad " + report.bad()
                + (report.repeated() == 0
                        ? ""
                        : ", " + report.repeated()
                                + " of the good with the reference of an earlier row: not sent again"));
        if (report.messages() > 0) {
            lines.addAll(accounts(report));
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

    private static List<String> accounts(BatchReport report) {
        Table table = new Table("ACCOUNT", "MESSAGES", "SEGMENTS");
        report.accounts()
                .forEach((account, total) -> table.row(account, number(total.messages()), number(total.segments())));
        if (report.accounts().size() > 1) {
            table.row("(all)", number(report.messages()), number(report.segments()));
        }
        return table.lines();
    }

    private static void more(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add("and " + count + " more " + what + "; --errors shows more of them");
        }
    }

    private static String[] cells(RowError error) {
        return new String[] {
            number(error.row()), number(error.line()), error.to(), error.field(), error.problem(),
        };
    }

    private static String number(long number) {
        return Long.toString(number);
    }

    /** For machines: one object. */
    static Map<String, Object> object(BatchReport report, Directive directive, Instant now) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ok", report.bad() == 0);
        object.put("rows", report.rows());
        object.put("good", report.good());
        object.put("bad", report.bad());
        object.put("repeated", report.repeated());
        object.put("messages", report.messages());
        object.put("segments", report.segments());
        if (report.replaced() > 0) {
            object.put("replaced", report.replaced());
        }
        object.put("accounts", report.accounts());
        object.put("errors", report.errors());
        object.put("repetitions", report.repetitions());
        directive
                .sendAt()
                .ifPresent(sendAt -> object.put("sendAt", sendAt.of(now).toString()));
        directive.spread().ifPresent(spread -> object.put("spread", spread.toString()));
        return object;
    }

    /** For machines: why a file cannot be read. */
    static Map<String, Object> object(BatchFileException unreadable) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ok", false);
        object.put("unreadable", unreadable.getMessage());
        object.put("line", unreadable.line());
        object.put("column", unreadable.column());
        return object;
    }
}
