package io.staffetta.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        ChartFrame frame = new ChartFrame(
                "Ours & theirs",
                "times 2",
                "ms",
                "messages/s",
                List.of("0", "20"),
                List.of(
                        new Series("ours", List.of(4000.0, Double.NaN)),
                        new Series("<theirs>", List.of(2000.0, 1000.0))));

        for (Chart chart : List.of(new BarChart(frame), new LineChart(frame))) {
            Report.begin(folder.resolve("report.md"), "kannel").chart(chart);
            String svg = Files.readString(folder.resolve("kannel.svg"));
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(svg)))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
            assertThat(svg).contains("4000", "2000", "prefers-color-scheme").doesNotContain("NaN", "<script");
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("report.md"), text);
    }
}
