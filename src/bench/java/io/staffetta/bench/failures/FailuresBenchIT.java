package io.staffetta.bench.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the measurement of failures works, and that each message ends as it should in it; not how fast it is. */
class FailuresBenchIT {

    @Test
    void everyMessageHasItsAttemptsAndEachThatIsRefusedIsADeadLetterOnce() {
        Path report = Path.of("target", "bench", "failures-it.md");

        int code = FailuresMain.command()
                .execute("--messages=300", "--warm-up=0", "--rounds=1", "--heap=256m", "--report=" + report);

        assertThat(code).as("0 if every message ended as it should").isZero();
        assertThat(report).content().contains("<!-- failures -->", "refuses all", "is busy once for each");
    }
}
