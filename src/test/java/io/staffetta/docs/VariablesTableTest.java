package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of exchange variables in src/docs/architecture.md has those of the routes and of the code, and no others. */
class VariablesTableTest {

    private static final Path PAGE = Path.of("src", "docs", "architecture.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]\\w+)` \\|");
    private static final Pattern IN_ROUTES = Pattern.compile(
            "\\$\\{variable\\.(\\w+)|variableReceive: (\\w+)\\s|(?:set|remove)Variable:\\s+id: \\S+\\s+name: (\\w+)");
    private static final Pattern IN_CODE = Pattern.compile("(?:[gs]etVariable\\(|@Variable\\()\\s*\"(\\w+)\"");

    @Test
    void hasEachVariableOfTheRoutes() throws IOException {
        assertThat(table()).containsAll(named(IN_ROUTES, text(Path.of("routes"), ".yaml")));
    }

    @Test
    void hasEachVariableThatTheCodeNames() throws IOException {
        assertThat(table()).containsAll(named(IN_CODE, text(Path.of("src/main/java"), ".java")));
    }

    @Test
    void hasNoVariableThatNeitherNames() throws IOException {
        Set<String> inRoutes = named(IN_ROUTES, text(Path.of("routes"), ".yaml"));
        String code = text(Path.of("src/main/java/io/staffetta/delivery"), ".java");

        assertThat(table())
                .hasSizeGreaterThan(20)
                .doesNotHaveDuplicates()
                // Those of the code alone may be constants.
                .allSatisfy(variable -> assertThat(inRoutes.contains(variable)
                                || code.contains("\"" + variable + "\"")
                                || variable.equals("inquiry"))
                        .as(variable)
                        .isTrue());
    }

    @Test
    void saysOfEachWhoSetsItAndWhoReadsIt() throws IOException {
        assertThat(section().lines().filter(line -> line.startsWith("| `")))
                .allSatisfy(row ->
                        assertThat(row.split("\\|")).hasSize(5).allMatch(cell -> cell.isEmpty() || !cell.isBlank()));
    }

    private static String section() throws IOException {
        String page = Files.readString(PAGE);
        String from = page.substring(page.indexOf("## Variables of an exchange"));
        return from.substring(0, from.indexOf("\n## "));
    }

    private static List<String> table() throws IOException {
        return ROW.matcher(section()).results().map(row -> row.group(1)).toList();
    }

    private static Set<String> named(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(VariablesTableTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        throw new IllegalStateException(found.group());
    }

    private static String text(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(VariablesTableTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
