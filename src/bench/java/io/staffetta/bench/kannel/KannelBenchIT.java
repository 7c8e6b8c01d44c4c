package io.staffetta.bench.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.bench.kannel.KannelBench.Case;
import io.staffetta.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the measurement beside Kannel works; not how fast either is. */
class KannelBenchIT {

    @Test
    void takesEachMessageOnceThroughBothAndWritesItsPartOfTheReport() throws Exception {
        boolean installed = KannelSide.isInstalled();
        if (!installed) {
            System.err.println(
                    "*** KANNEL IS NOT INSTALLED (apt-get install kannel): ONLY STAFFETTA'S SIDE IS TESTED ***");
        }
        Path file = Path.of("target", "bench", "kannel-it", "report.md");
        Files.deleteIfExists(file);
        Report report = Report.begin(file, "kannel");

        List<Case> cases = new KannelBench(
                        200, 100, 1, List.of(20), 4, installed ? 2 : 0, List.of("file", "spool"), 16, 10, "256m")
                .run();
        new KannelReport(cases, 200).write(report);

        assertThat(cases).hasSize(installed ? 3 : 1).allMatch(Case::isSound);
        for (Case one : cases) {
            assertThat(one.runs()).hasSize(1);
            assertThat(one.runs().get(0).mostInFlight()).isBetween(1, installed ? 20 : 16);
            assertThat(one.runs().get(0).cpuMillis()).isPositive();
        }
        assertThat(file).content().contains("<!-- kannel -->", "| Staffetta |", "| yes |", "(kannel.svg)");
        assertThat(file.resolveSibling("kannel.svg")).content().contains("Staffetta");
    }
}
