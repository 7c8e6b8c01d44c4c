package io.staffetta.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureFormatTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0/s",
        "2310.4, 2310/s",
        "6.66, 6.7/s",
        "0.1, 0.1/s",
        "0.05, 180/h",
        "0.000833, 3/h",
        "0.000139, 0.5/h",
        "0.0000023, 0.2/d"
    })
    void saysOfASlowRateHowManyInAnHourOrADay(double perSecond, String words) {
        assertThat(FigureFormat.rate(perSecond)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00:00", "61, 0:01:01", "360000, 100:00:00"})
    void tellsHoursMinutesAndSeconds(long seconds, String words) {
        assertThat(FigureFormat.time(seconds)).isEqualTo(words);
    }
}
