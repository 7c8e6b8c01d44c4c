package io.staffetta.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

    @TempDir
    private Path folder;

    @Test
    void replacesItsOwnPartAndLeavesTheRest() throws IOException {
        Path file = write(
                "# Before\n\n<!-- other -->\nkept\n<!-- /other -->\n<!-- kannel -->\nyesterday\n<!-- /kannel -->\nAfter\n");

        Report.begin(file, "kannel").write("| new |\n");

        assertThat(file)
                .content()
                .startsWith("# Before\n\n<!-- other -->\nkept\n<!-- /other -->\n<!-- kannel -->\nMachine: ")
                .endsWith("| new |\n<!-- /kannel -->\nAfter\n")
                .doesNotContain("yesterday");
    }

    @Test
    void appendsAPartThatIsNotThereAndMakesTheFile() throws IOException {
        Path file = folder.resolve("sub/report.md");

        Report.begin(file, "start").write("first");
        Report.begin(file, "alarm").write("second");

        assertThat(file)
                .content()
                .containsSubsequence("<!-- start -->", "first", "<!-- alarm -->", "second\n<!-- /alarm -->");
    }

    @Test
    void doesNotTouchAPartWithoutAnEnd() throws IOException {
        Path file = write("<!-- kannel -->\nprose that must stay\n");

        assertThatThrownBy(() -> Report.begin(file, "kannel").write("new")).hasMessageContaining("<!-- /kannel -->");

        assertThat(file).content().doesNotContain("new");
    }

    @Test
    void saysOnWhatMachineItRan() {
        assertThat(Machine.describe()).contains(" cores ", " GiB", "Linux ", "load average");
    }

    @Test
    void drawsChartsThatAreXml() throws Exception {
        BarChart chart = new BarChart(
                "Ours & theirs",
                "times 2",
                "ms",
                "messages/s",
                List.of("0", "20"),
                List.of(
                        new Series("ours", List.of(4000.0, Double.NaN)),
                        new Series("<theirs>", List.of(2000.0, 1000.0))));

        String shown = Report.begin(folder.resolve("report.md"), "kannel").chart(chart);

        assertThat(shown).isEqualTo("![Ours & theirs](kannel.svg)");
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(folder.resolve("kannel.svg")))));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(texts(svg))
                .contains("Ours & theirs", "times 2", "ms", "messages/s", "0", "20", "ours", "<theirs>")
                .contains("4000", "2000", "1000")
                .doesNotContain("NaN");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void drawsNoChartOfSeriesThatDoNotFitTheGroups() {
        List<Series> one = List.of(new Series("ours", List.of(1.0)));

        assertThatThrownBy(() -> new BarChart("Rates", "medians", "ms", "messages/s", List.of("0", "20"), one))
                .hasMessageContaining("'ours' has 1 values for 2 groups");
    }

    private static List<String> texts(Document svg) {
        NodeList found = svg.getElementsByTagName("text");
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("report.md"), text);
    }
}
