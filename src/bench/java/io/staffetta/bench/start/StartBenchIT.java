package io.staffetta.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import io.staffetta.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the measurement of starts and memory works; not what it measures. */
class StartBenchIT {

    @Test
    void startsTwiceTakesMessagesAndWritesItsPartOfTheReport() throws Exception {
        Path file = Path.of("target", "bench", "start-it", "report.md");
        Files.deleteIfExists(file);
        Report report = Report.begin(file, "start");
        StartBench bench = new StartBench(1, Duration.ofSeconds(1), 20, 60, 4, List.of("-XX:MaxInlineLevel=3"));

        StartBench.Result result = bench.run();
        new StartReport(bench, result).write(report);

        assertThat(result.isSound()).isTrue();
        assertThat(result.empty().wall()).singleElement(DOUBLE).isPositive();
        assertThat(result.empty().cpu()).singleElement(DOUBLE).isPositive();
        assertThat(result.existing().wall()).singleElement(DOUBLE).isPositive();
        assertThat(result.existing().cpu()).singleElement(DOUBLE).isPositive();
        assertThat(result.archived().wall()).singleElement(DOUBLE).isPositive();
        assertThat(result.archived().cpu()).singleElement(DOUBLE).isPositive();
        assertThat(result.commands().values())
                .hasSize(4)
                .allSatisfy(runs -> assertThat(runs.cpu()).singleElement(DOUBLE).isPositive());
        assertThat(result.later().values()).hasSize(2).allSatisfy(millis -> assertThat(millis)
                .isPositive());
        assertThat(result.peak()).isGreaterThanOrEqualTo(result.idle());
        assertThat(file).content().contains("<!-- start -->", "| yes |");
    }
}
