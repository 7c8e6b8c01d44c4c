package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    @ParameterizedTest
    @CsvSource({"0, 100", "1, 1", "3, 1", "4, 1", "40, 10", "1000, 100"})
    void sharesTransactionsOnlyAsFarAsTheRateAllows(int perSecond, int batch) {
        assertThat(Pace.of(perSecond).batch()).isEqualTo(batch);
    }

    @Test
    void waitsUntilTheNextIsDue() {
        Pace pace = Pace.of(20);
        long begun = System.nanoTime();
        pace.await(4);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(150));
    }
}
