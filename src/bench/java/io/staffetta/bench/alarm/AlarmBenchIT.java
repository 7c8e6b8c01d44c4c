package io.staffetta.bench.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.bench.alarm.AlarmBench.Part;
import io.staffetta.bench.load.Flood;
import io.staffetta.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the measurement of urgent messages works; not how fast they are. */
class AlarmBenchIT {

    @ParameterizedTest
    @EnumSource
    void measuresUrgentMessagesWhileIdleAndInAFlood(Flood.Door door) throws Exception {
        Path file = Path.of("target", "bench", "alarm-it", "report.md");
        Files.deleteIfExists(file);
        Report report = Report.begin(file, "alarm");
        AlarmBench bench = new AlarmBench(door, 0, 2000, 1, Duration.ofSeconds(2), 10, "256m");

        AlarmBench.Result result = bench.run();
        new AlarmReport(bench, result).write(report);

        assertThat(result.rounds()).containsOnlyKeys(Part.values());
        assertThat(result.rounds().get(Part.IDLE).get(0).micros()).hasSizeBetween(3, 21);
        assertThat(result.rounds().get(Part.TAKING_IN).get(0).micros()).isNotEmpty();
        assertThat(result.rounds().get(Part.WAITING).get(0).micros()).hasSizeBetween(3, 21);
        assertThat(result.waited()).as("nearly all of the flood waits").isBetween(1000, 2000);
        assertThat(result.twice()).isZero();
        assertThat(file).content().contains("<!-- alarm -->", "| times idle | 1.00 / 1.00 / 1.00 |");
    }
}
