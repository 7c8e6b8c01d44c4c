package io.staffetta.batch.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadingTest {

    @ParameterizedTest(name = "{0} rows over {1}: {2} at once")
    @CsvSource({
        "1000000, PT0S, 200",
        "1000000, PT2H, 138",
        "7200, PT2H, 1",
        "100, PT2H, 1",
        "1000000, PT1S, 200",
        "0, PT2H, 1"
    })
    void takesTheRowsOfASecondAtOnceAndNoMoreThanAGroupHas(long rows, Duration over, int group) {
        assertThat(new Spreading(rows, over).group()).isEqualTo(group);
    }

    @ParameterizedTest(name = "{0} rows over {1}: waits {3} after {2}")
    @CsvSource({"100, PT2H, 1, PT1M12S", "1000000, PT2H, 138, PT0.9936S", "1000, PT0S, 200, PT0S", "0, PT2H, 0, PT0S"})
    void waitsForAsLongAsItsShareOfTheTime(long rows, Duration over, int taken, Duration pause) {
        assertThat(new Spreading(rows, over).pause(taken)).isEqualTo(pause);
    }

    @Test
    void takesAsLongInAllAsItIsToTake() {
        Spreading spreading = new Spreading(5000, Duration.ofMinutes(1));
        Duration all = Duration.ZERO;
        for (int taken = 0; taken < 5000; taken += spreading.group()) {
            all = all.plus(spreading.pause(Math.min(spreading.group(), 5000 - taken)));
        }
        assertThat(all).isCloseTo(Duration.ofMinutes(1), Duration.ofMillis(1));
    }
}
