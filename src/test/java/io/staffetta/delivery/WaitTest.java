package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTest {

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1 s",
        "PT59S, 59 s",
        "PT1M, 1 min",
        "PT90S, 1 min 30 s",
        "PT30M, 30 min",
        "PT1H, 1 h",
        "PT24H, 24 h",
        "PT1H1S, 1 h 1 s",
        "PT0.5S, 0 s",
        "PT0S, 0 s"
    })
    void isInWordsThatPeopleRead(Duration wait, String words) {
        assertThat(Wait.words(wait)).isEqualTo(words);
    }
}
