package io.staffetta.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The tables of README.md and of the pages in {@code src/docs}. */
final class Manual {

    static final Path README = Path.of("README.md");
    static final Path PAGES = Path.of("src", "docs");

    private Manual() {}

    /** A page of the manual, by its name without {@code .md}. */
    static Path page(String name) {
        return PAGES.resolve(name + ".md");
    }

    /**
     * The rows of all tables of a page with a header, each a list of its cells, without the marks of code around them.
     *
     * @param header a table's first line, as written
     */
    static List<List<String>> table(Path page, String header) throws IOException {
        List<String> lines = Files.readAllLines(page);
        if (!lines.contains(header)) {
            throw new AssertionError(page + " has no table with the header: " + header);
        }
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).equals(header))
                .boxed()
                .flatMap(start -> lines.stream().skip(start + 2L).takeWhile(line -> line.startsWith("|")))
                .map(Manual::cells)
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
