package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30, 30",
        "' 30 ', 30",
        "0, 0",
        "-5, 0",
        "soon, 0",
        "'', 0",
        "86401, 86400",
        "9999999999, 86400",
        "10000000000, 86400",
        "99999999999999999999, 86400",
        "000000000000000000030, 30",
        "-99999999999999999999, 0",
        "'Sun, 22 Nov 2026 10:01:00 GMT', 60",
        "'Sun, 22 Nov 2026 09:00:00 GMT', 0",
        "'Sun, 22 Nov 2099 10:00:00 GMT', 86400",
        "'Sun, 99 Nov 2026 10:00:00 GMT', 0",
        "'Sunday, 22-Nov-26 10:01:00 GMT', 60",
        "'Sunday, 22-Nov-2026 10:01:00 GMT', 60",
        "'Sun, 22-Nov-2026 10:01:00 GMT', 60",
        "'Sunday, 22-Nov-94 10:01:00 GMT', 0",
        "'Sun Nov 22 10:01:00 2026', 60",
        "'Sun Nov 22 10:01:00 2026 GMT', 60",
        "'Tue Dec  1 10:00:00 2026', 86400",
        "'Tue Dec 1 10:00:00 2026', 86400",
        "'sun, 22 nov 2026 10:01:00 gmt', 60",
        "'Sun, 22 Nov 2026 10:01:00 UTC', 60",
        "'Sun, 22 Nov 2026 10:01:00 +0000', 60",
        "'Mon, 22 Nov 2026 10:01:00 GMT', 60",
        "'22 Nov 2026 10:01:00 GMT', 60",
        "'Sunday', 0",
        "'Nov', 0",
        "'120 s', 0",
    })
    void isSecondsOrADateAndAtMostADay(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).hasSeconds(seconds);
    }

    @Test
    void isZeroWhereTheHeaderIsMissing() {
        assertThat(RetryAfter.parse(null, NOW)).isZero();
    }
}
