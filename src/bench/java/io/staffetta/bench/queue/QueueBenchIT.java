package io.staffetta.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the measurement from a queue to a provider works, and that no message is lost in it; not how fast it is. */
class QueueBenchIT {

    @Test
    void everyMessageComesOnceLiveAndFromAWaitingQueue() {
        Path report = Path.of("target", "bench", "queue-it.md");

        int code = QueueMain.command()
                .execute(
                        "--messages=200",
                        "--waiting=300",
                        "--warm-up=0",
                        "--rounds=1",
                        "--at=5:16",
                        "--heap=256m",
                        "--report=" + report);

        assertThat(code).as("0 if every message came exactly once").isZero();
        assertThat(report)
                .content()
                .contains("<!-- queue -->", "exactly once", "| 5 | 16 | transactions of 50", "| 300 waiting |");
        assertThat(report.resolveSibling("queue.svg")).content().startsWith("<svg");
    }
}
