package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README, CONTRIBUTING and {@code src/docs}: short enough to read, and no link leads nowhere, nor of the report. */
class ManualTest {

    private static final int LONGEST_README = 220;
    private static final int WIDEST = 120;

    /** Markdown cannot break a row of a table. */
    private static final int WIDEST_ROW = 140;

    private static final List<Path> ROOT = List.of(Manual.README, Path.of("CONTRIBUTING.md"));

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Manual.PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> everything() throws IOException {
        try (Stream<Path> files = Files.walk(Manual.PAGES)) {
            return Stream.concat(
                            ROOT.stream(), files.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    @Test
    void readmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Manual.README)).hasSizeLessThanOrEqualTo(LONGEST_README);
    }

    @Test
    void noLineIsTooWide() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path file : everything()) {
            MarkdownPage page = MarkdownPage.read(file);
            for (MarkdownPage.Line line : page.lines()) {
                if (!line.printed() && line.text().length() > (line.row() ? WIDEST_ROW : WIDEST)) {
                    wide.add(file + ":" + line.number() + " has " + line.text().length() + " columns");
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    @Test
    void everyLinkLeadsToAFileAndToAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> files = new ArrayList<>(everything());
        files.add(Path.of("src", "bench", "report.md"));
        for (Path file : files) {
            for (String link : MarkdownPage.read(file).links()) {
                if (!leadsSomewhere(file, link)) {
                    broken.add(file + " links to " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path file, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || MarkdownPage.read(target).anchors().contains(parts[1]));
    }

    @Test
    void readmeLeadsToEveryPage() throws IOException {
        Set<Path> linked = MarkdownPage.read(Manual.README).links().stream()
                .map(link -> Path.of(link.split("#", 2)[0]).normalize())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(linked).containsAll(pages());
    }

    @Test
    void everyPageBeginsWithWhatItsReaderWillBeAbleToDo() throws IOException {
        for (Path page : pages()) {
            assertThat(Files.readAllLines(page).subList(0, 3))
                    .as(page.toString())
                    .satisfiesExactly(
                            title -> assertThat(title).startsWith("# "),
                            empty -> assertThat(empty).isEmpty(),
                            first -> assertThat(first).startsWith("You will be able to "));
        }
    }
}
