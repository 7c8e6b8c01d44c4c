package io.staffetta.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of README.md. */
final class Readme {

    private static final Path FILE = Path.of("README.md");

    private Readme() {}

    /**
     * The rows of a table, each a list of its cells, without the marks of code around them.
     *
     * @param header the table's first line, as written
     */
    static List<List<String>> table(String header) throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        int start = lines.indexOf(header);
        if (start < 0) {
            throw new AssertionError(FILE + " has no table with the header: " + header);
        }
        return lines.stream()
                .skip(start + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(Readme::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        String inner = row.substring(1, row.length() - 1);
        return Arrays.stream(inner.split("\\|", -1))
                .map(String::strip)
                .map(cell -> cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell)
                .toList();
    }
}
