package io.staffetta.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That looking where the time goes works; not where it goes. */
class ProfileBenchIT {

    @Test
    void looksIntoTheThreadsOfAGatewayAtWork() throws Exception {
        Path file = Path.of("target", "bench", "profile-it", "report.md");
        Files.deleteIfExists(file);
        Report report = Report.begin(file, "profile");
        ProfileBench bench = new ProfileBench(200, 50, Duration.ZERO, 4, 8);

        ProfileBench.Result result = bench.run();
        new ProfileReport(bench, result).write(report);

        assertThat(result.run().isSound()).isTrue();
        assertThat(result.times().byKind()).containsKey("ledger");
        assertThat(result.shares().byLibrary()).containsKey("org.apache.camel");
        assertThat(file).content().contains("<!-- profile -->", "| ledger |", "| org.apache.camel |");
    }
}
