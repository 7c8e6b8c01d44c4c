package io.staffetta.batch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendAtTest {

    @ParameterizedTest(name = "{0} for a file of {1} is {2}")
    @CsvSource({
        "2026-11-22T10:00:00+01:00, 2026-11-20T00:00:00Z, 2026-11-22T09:00:00Z",
        "2026-11-22T10:00Z,         2026-11-25T00:00:00Z, 2026-11-22T10:00:00Z",
        "08:00,                     2026-11-22T06:59:59Z, 2026-11-22T07:00:00Z",
        "08:00,                     2026-11-22T07:00:00Z, 2026-11-22T07:00:00Z",
        "08:00,                     2026-11-22T07:00:01Z, 2026-11-23T07:00:00Z",
        "00:15,                     2026-11-22T23:30:00Z, 2026-11-23T23:15:00Z",
        "08:00 Europe/London,       2026-11-22T07:30:00Z, 2026-11-22T08:00:00Z",
        "08:00:30 UTC,              2026-11-22T07:30:00Z, 2026-11-22T08:00:30Z",
    })
    void isTheNextTimeOfTheDayOrTheMoment(String text, Instant came, Instant at) {
        assertThat(SendAt.parse(text).of(came)).isEqualTo(at);
    }

    @Test
    void followsTheClocksWhenTheyChange() {
        SendAt sendAt = SendAt.parse("08:00");

        assertThat(sendAt.of(Instant.parse("2026-03-28T08:00:00Z"))).isEqualTo("2026-03-29T06:00:00Z");
        assertThat(sendAt.of(Instant.parse("2026-10-24T08:00:00Z"))).isEqualTo("2026-10-25T07:00:00Z");
    }

    @Test
    void isWhenTheClocksHaveLeaptOverIt() {
        assertThat(SendAt.parse("02:30").of(Instant.parse("2026-03-28T12:00:00Z")))
                .isEqualTo("2026-03-29T01:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "08:00 Roma", "25:00", "2026-11-22", "2026-11-22T10:00:00", "PT2H"})
    void saysWhatWouldBeRight(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendAt.parse(text))
                .withMessageStartingWith("must be a time of the day such as 08:00");
    }
}
