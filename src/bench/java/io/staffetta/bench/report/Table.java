package io.staffetta.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A Markdown table that is filled row by row. */
public final class Table {

    private final List<String> lines = new ArrayList<>();
    private final int columns;

    /** One without rows. */
    public Table(String... columns) {
        this.columns = columns.length;
        lines.add(line(List.of(columns)));
        lines.add("|" + String.join("", Collections.nCopies(columns.length, "---|")));
    }

    /** Adds a row with as many cells as there are columns. */
    public Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("A row needs " + columns + " cells, not " + cells.length);
        }
        lines.add(line(List.of(cells)));
        return this;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** The table, without a line end after it. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
