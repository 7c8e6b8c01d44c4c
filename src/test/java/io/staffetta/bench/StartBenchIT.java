package io.staffetta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the measurement of starts and memory works; not what it measures. */
class StartBenchIT {

    @Test
    void startsTwiceTakesMessagesAndWritesItsPartOfTheReport() throws Exception {
        Path file = Path.of("target", "bench", "start-it", "report.md");
        Files.deleteIfExists(file);
        Report report = Report.begin(file, "start");
        StartBench bench = new StartBench(1, Duration.ofSeconds(1), Duration.ofSeconds(2), 4);

        StartBench.Result result = bench.run();
        new StartReport(bench, result).write(report);

        assertThat(result.isSound()).isTrue();
        assertThat(result.empty().median()).isPositive();
        assertThat(result.existing().median()).isPositive();
        assertThat(result.archived().median()).isPositive();
        assertThat(result.peak()).isGreaterThanOrEqualTo(result.idle());
        assertThat(file).content().contains("<!-- start -->", "| yes |");
    }
}
