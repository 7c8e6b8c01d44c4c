package io.staffetta.bench.alarm;

import io.staffetta.bench.alarm.AlarmBench.Part;
import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Table of how long urgent messages were in the gateway. */
record AlarmReport(AlarmBench bench, AlarmBench.Result result) {

    private static final int[] PERCENTS = {50, 99, 100};

    /** Writes the part. */
    void write(Report report) {
        Table table = new Table("Round", "Idle", "Taking in", "Waiting");
        for (int round = 0; round < bench.rounds(); round++) {
            int index = round;
            row(
                    table,
                    Integer.toString(round + 1),
                    1,
                    part -> percent -> result.rounds().get(part).get(index).millis(percent));
        }
        row(table, "median", 1, part -> percent -> result.median(part, percent));
        row(
                table,
                "times idle",
                2,
                part -> percent -> result.median(part, percent) / result.median(Part.IDLE, percent));
        report.write(String.format(
                Locale.ROOT,
                "Flood of %d bulk messages %s, %d urgent messages a second, heap %s. Milliseconds, p50 / p99 / max."
                        + " Came twice: %d.%n%n%s",
                bench.waiting(),
                bench.door().words(),
                bench.perSecond(),
                bench.heap(),
                result.twice(),
                table));
    }

    /** What a part has for a percentage. */
    private interface Values {
        IntToDoubleFunction of(Part part);
    }

    private static void row(Table table, String name, int decimals, Values values) {
        table.row(
                name,
                cell(values.of(Part.IDLE), decimals),
                cell(values.of(Part.TAKING_IN), decimals),
                cell(values.of(Part.WAITING), decimals));
    }

    private static String cell(IntToDoubleFunction values, int decimals) {
        return IntStream.of(PERCENTS)
                .mapToObj(percent -> Series.number(values.applyAsDouble(percent), decimals))
                .collect(Collectors.joining(" / "));
    }
}
