package io.staffetta.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "1h, PT1H",
        "30m, PT30M",
        "30min, PT30M",
        "2d, PT48H",
        "1w, PT168H",
        "90s, PT90S",
        "1h30m, PT90M",
        "1h 30m, PT90M",
        "1H, PT1H",
        "PT1H, PT1H",
        "pt1h, PT1H",
        "P2D, PT48H",
        "0s, PT0S"
    })
    void readsDurationsAsPeopleWriteThem(String text, Duration duration) {
        assertThat(DurationText.duration(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "h",
                "1x",
                "-1h",
                "-PT1H",
                "1m1h",
                "1.5h",
                "99999999999d",
                "999999999d",
                "P1Y",
                "1h-",
                "PT"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(DurationText.duration(text)).isEmpty();
    }

    @Test
    void readsInstantsWithAnOffsetOrAsClocksHereShowThem() {
        assertThat(DurationText.instant("2026-11-22T10:00:00Z")).contains(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(DurationText.instant("2026-11-22T10:00:00+01:00")).contains(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(DurationText.instant("2026-11-22"))
                .contains(LocalDate.of(2026, 11, 22)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant());
        assertThat(DurationText.instant("2026-11-22 10:00"))
                .contains(LocalDate.of(2026, 11, 22)
                        .atTime(10, 0)
                        .atZone(ZoneId.systemDefault())
                        .toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-01",
                "22.11.2026",
                "2026-11-22T25:00",
                "10:00",
                "999999999-01-01T00:00:00Z0"
            })
    void refusesWhatIsNoInstant(String text) {
        assertThat(DurationText.instant(text)).isEmpty();
    }

    @Test
    void readsDurationsAndInstantsBack() {
        assertThat(new SinceConverter().convert("1h")).isBetween(Instant.now().minusSeconds(3660), Instant.now());
        assertThat(new SinceConverter().convert("2026-11-22T10:00:00Z"))
                .isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(new DurationConverter().convert("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(new SecondsConverter().convert("2m")).isEqualTo(120);
        assertThat(new SecondsConverter().convert("45")).isEqualTo(45);
    }
}
