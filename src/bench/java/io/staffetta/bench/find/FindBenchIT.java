package io.staffetta.bench.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the measurement of finding messages works; not how fast they are found. */
class FindBenchIT {

    @Test
    void everyWayToFindMessagesIsMeasured() {
        Path report = Path.of("target", "bench", "find-it.md");

        int code = FindMain.command().execute("--messages=20000", "--enter=200", "--rounds=1", "--report=" + report);

        assertThat(code).isZero();
        assertThat(report)
                .content()
                .contains("<!-- find -->", "| with a word of one | 1 |", "| undelivered: none | 0 |", "without them");
    }
}
