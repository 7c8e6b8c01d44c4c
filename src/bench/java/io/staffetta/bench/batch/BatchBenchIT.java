package io.staffetta.bench.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the measurements of batch folders work, and that no row is lost in them; not how fast they are. */
class BatchBenchIT {

    @Test
    void everyRowOfAFileHasItsEndWhenNobodyDisturbs() throws IOException {
        assertThat(batch("million", "--rows=300"))
                .content()
                .contains("| Rows; file, MiB | 300; ", "| Lines of result; of final; accepted | 300; 300; 300 |");
    }

    @Test
    void everyRowOfAFileHasItsEndWhenTheGatewayIsKilled() throws IOException {
        assertThat(batch("kill", "--kill-rows=300", "--kills=1", "--seed=1"))
                .content()
                .contains("| 300 | 300 | 300 |", "Killed when the provider had had so many messages: ");
    }

    private static Path batch(String what, String... options) throws IOException {
        Path report = Path.of("target", "bench", "batch-it-" + what, "report.md");
        Files.deleteIfExists(report);
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--case=" + what, "--standstill=2", "--report=" + report));
        int code = BatchMain.command().execute(all.toArray(String[]::new));
        assertThat(code).as("0 if no row was lost, doubled or skipped").isZero();
        assertThat(report).content().contains("<!-- batch -->", "none was lost, doubled or skipped");
        return report;
    }
}
