package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The way of a message in src/docs/architecture.md is that of the code, and short. */
class WayOfAMessageTest {

    private static final Path PAGE = Path.of("src", "docs", "architecture.md");
    private static final Pattern FILE = Pattern.compile("(?m)^\\| `([^`]+\\.(?:java|yaml))` \\|");
    private static final Pattern BEAN = Pattern.compile("(?m)^\\s*ref: \"?([\\w{}]+)\"?$");

    /** Otherwise each class that is added would change the page. */
    private static final Percentage TENTH = Percentage.withPercentage(10);

    private static final ProviderDescriptor MESSAGENET = ProviderDescriptors.load(Path.of("config/providers"))
            .wire("messagenet")
            .orElseThrow();

    @Test
    void entersAtMost14JavaFilesAnd6Routes() throws IOException {
        List<String> files = files();

        assertThat(files.stream().filter(file -> file.endsWith(".java"))).hasSizeBetween(10, 14);
        assertThat(files.stream().filter(file -> file.endsWith(".yaml"))).hasSizeBetween(4, 6);
    }

    @Test
    void theFilesOfThisWayAndOfAllOthersOnThePageAreThere() throws IOException {
        List<String> all = FILE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(all).hasSizeGreaterThan(files().size() + 30).allSatisfy(file -> assertThat(Path.of(file))
                .isRegularFile());
    }

    @Test
    void noFileIsEnteredTwice() throws IOException {
        assertThat(files()).doesNotHaveDuplicates();
    }

    @Test
    void theBeansThatItsRoutesCallAreOnItOrBesideIt() throws IOException {
        List<String> unknown = new ArrayList<>();
        List<String> beside = List.of(
                // Before the message is trusted; what no account takes; the answer.
                "senderHeaders", "noAccount", "isEarly", "messagenetAnswer");
        String all = String.join(" ", files());
        for (String file : files()) {
            if (file.endsWith(".yaml")) {
                for (String bean : beans(file)) {
                    String type = Character.toUpperCase(bean.charAt(0)) + bean.substring(1);
                    if (!all.contains("/" + type + ".java") && !beside.contains(bean)) {
                        unknown.add(file + " calls " + bean);
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void whatIsCountedNowIsSo() throws IOException {
        List<Path> classes = under(Path.of("src/main/java"), ".java");
        List<Path> routes = under(Path.of("routes"), ".yaml");
        long lines = 0;
        for (Path route : routes) {
            lines += Files.readAllLines(route).size();
        }

        assertThat(now("Classes of the gateway")).isCloseTo(classes.size(), TENTH);
        assertThat(now("Packages"))
                .isCloseTo(classes.stream().map(Path::getParent).distinct().count(), TENTH);
        assertThat(now("Files of routes")).isCloseTo(routes.size(), TENTH);
        assertThat(now("Lines of routes")).isCloseTo(lines, TENTH);
        assertThat(now("Java files on the way of a message")).isEqualTo(java("The way of one message"));
        assertThat(now("Routes on the way of a message"))
                .isEqualTo(
                        files().stream().filter(file -> file.endsWith(".yaml")).count());
        assertThat(now("Java files on the way of a refused message")).isEqualTo(java("**A refused message.**"));
        assertThat(now("Java files on the way of an account")).isEqualTo(java("**An account.**"));
        assertThat(now("Java files on the way of a row of a batch")).isEqualTo(java("**A row of a batch.**"));
    }

    private static List<Path> under(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** The figure in the last column of a row. */
    private static long now(String row) throws IOException {
        return Manual.table(PAGE, "| | Before | Now |").stream()
                .filter(cells -> cells.get(0).equals(row))
                .map(cells -> Long.parseLong(cells.get(2).replace(",", "")))
                .findFirst()
                .orElseThrow();
    }

    /** How many Java files the table has that follows some words. */
    private static long java(String words) throws IOException {
        String page = Files.readString(PAGE);
        int table = page.indexOf("| File |", page.indexOf(words));
        return FILE.matcher(page.substring(table, page.indexOf("\n\n", table)))
                .results()
                .filter(found -> found.group(1).endsWith(".java"))
                .count();
    }

    private static List<String> beans(String file) throws IOException {
        return BEAN.matcher(Files.readString(Path.of(file)))
                .results()
                .map(found -> named(found.group(1)))
                .distinct()
                .toList();
    }

    /** A bean, or the one that Messagenet's descriptor names for a parameter of the template. */
    private static String named(String bean) {
        return switch (bean) {
            case "{{request}}" -> MESSAGENET.requestFormat().bean();
            case "{{answer}}" -> MESSAGENET.answerFormat().bean();
            default -> bean;
        };
    }

    private static List<String> files() throws IOException {
        String page = Files.readString(PAGE);
        String way = page.substring(page.indexOf("<!-- way -->"), page.indexOf("<!-- /way -->"));
        return FILE.matcher(way)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
