package io.staffetta.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns, as wide as what is in them. */
public final class Table {

    private static final String GAP = "  ";

    /** Also those above ASCII: U+009B begins what steers a terminal, and U+2028 ends a line. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param titles heads of the columns
     */
    public Table(String... titles) {
        row(titles);
    }

    /** Adds a row with a cell for each column. An empty cell is shown as {@code -}. */
    public void row(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> cell == null || cell.isEmpty() ? "-" : clean(cell))
                .toList());
    }

    /** The lines, without blanks at their ends. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .toList();
    }

    /** Text that a stranger may have written, in one line, and without characters that would steer a terminal. */
    public static String clean(String text) {
        return STEERING.matcher(text.replace('\n', ' ').replace('\t', ' ')).replaceAll("?");
    }

    /**
     * The same in the lines that it has, each but the first behind some blanks, so that none looks like another field.
     *
     * @param indent how many blanks
     */
    public static String lines(String text, int indent) {
        return text.lines().map(Table::clean).collect(Collectors.joining("\n" + " ".repeat(indent)));
    }

    /** The beginning of a text, if it is longer than that. */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }
}
