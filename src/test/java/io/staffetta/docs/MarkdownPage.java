package io.staffetta.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file in Markdown, with what can be said of each of its lines.
 *
 * @param lines all of them, in their order
 */
record MarkdownPage(List<Line> lines) {

    private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)\\s*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");

    /**
     * One line.
     *
     * @param number the first is 1
     * @param code whether it is in a block of code
     * @param printed whether it is in a block of what a machine prints, which cannot be broken: one without a language
     */
    record Line(int number, String text, boolean code, boolean printed) {

        /** Whether it is a row of a table. */
        boolean row() {
            return !code && text.startsWith("|");
        }
    }

    static MarkdownPage read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        String language = null;
        for (String text : Files.readAllLines(file)) {
            var fence = FENCE.matcher(text);
            if (fence.matches()) {
                language = language == null ? fence.group(1) : null;
            }
            boolean code = language != null;
            lines.add(new Line(lines.size() + 1, text, code, code && language.isEmpty() && !text.startsWith("$ ")));
        }
        return new MarkdownPage(List.copyOf(lines));
    }

    /** Where the links lead that have no address of their own. */
    List<String> links() {
        return LINK.matcher(prose())
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains(":"))
                .toList();
    }

    /** What may stand behind {@code #}: the headings, as GitHub writes them. */
    Set<String> anchors() {
        return HEADING.matcher(prose())
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private String prose() {
        return lines.stream().filter(line -> !line.code()).map(Line::text).collect(Collectors.joining("\n"));
    }
}
