package io.staffetta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.bench.AlarmBench.Part;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That the measurement of urgent messages works; not how fast they are. */
class AlarmBenchIT {

    @Test
    void measuresUrgentMessagesWhileIdleAndInAFlood() throws Exception {
        AlarmBench.Result result = new AlarmBench(0, 2000, 1, Duration.ofSeconds(2), 10, "256m").run();

        assertThat(result.rounds()).containsOnlyKeys(Part.values());
        assertThat(result.rounds().get(Part.IDLE).get(0).micros()).hasSizeBetween(3, 21);
        assertThat(result.rounds().get(Part.TAKING_IN).get(0).micros()).isNotEmpty();
        assertThat(result.rounds().get(Part.WAITING).get(0).micros()).hasSizeBetween(3, 21);
        assertThat(result.waited()).as("nearly all of the flood waits").isBetween(1000, 2000);
        assertThat(result.twice()).isZero();
    }
}
