package io.staffetta.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.accounts.AccountsText;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "from {0} to {1}: {2} is quiet until {3}")
    @CsvSource({
        // Winter: Rome is an hour ahead.
        "22:00, 08:00, 2026-01-31T20:59:59Z,",
        "22:00, 08:00, 2026-01-31T21:00:00Z, 2026-02-01T07:00:00Z",
        "22:00, 08:00, 2026-02-01T06:59:59Z, 2026-02-01T07:00:00Z",
        "22:00, 08:00, 2026-02-01T07:00:00Z,",
        // Summer: two hours.
        "22:00, 08:00, 2026-07-31T19:59:59Z,",
        "22:00, 08:00, 2026-07-31T20:00:00Z, 2026-08-01T06:00:00Z",
        // Within a day.
        "13:00, 15:30, 2026-01-31T11:59:59Z,",
        "13:00, 15:30, 2026-01-31T12:00:00Z, 2026-01-31T14:30:00Z",
        "13:00, 15:30, 2026-01-31T14:30:00Z,",
        // To midnight, and from it.
        "22:00, 00:00, 2026-01-31T22:00:00Z, 2026-01-31T23:00:00Z",
        "22:00, 00:00, 2026-01-31T23:00:00Z,",
        "00:00, 06:00, 2026-01-31T23:00:00Z, 2026-02-01T05:00:00Z",
        // The night in which an hour is left out is nine hours long, that in which one comes twice eleven.
        "22:00, 08:00, 2026-03-28T21:00:00Z, 2026-03-29T06:00:00Z",
        "22:00, 08:00, 2026-10-24T20:00:00Z, 2026-10-25T07:00:00Z",
        // An end in the hour that is left out, at 02:30, is when the clocks go from 02:00 to 03:00.
        "22:00, 02:30, 2026-03-29T00:59:00Z, 2026-03-29T01:00:00Z",
        "22:00, 02:30, 2026-03-29T01:00:00Z,",
        // An end in the hour that comes twice ends the quiet hours the first time, and they come again with the second.
        "22:00, 02:30, 2026-10-25T00:29:00Z, 2026-10-25T00:30:00Z",
        "22:00, 02:30, 2026-10-25T00:30:00Z,",
        "22:00, 02:30, 2026-10-25T01:00:00Z, 2026-10-25T01:30:00Z",
    })
    void endWhenTheClocksOnTheWallsSaySo(LocalTime from, LocalTime to, Instant instant, Instant end) {
        assertThat(new QuietHours(from, to, QuietHours.DEFAULT_ZONE)
                        .endOf(instant)
                        .orElse(null))
                .isEqualTo(end);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {to: "08:00"} | field 'quiet-hours.from': missing
                    {from: "22:00"} | field 'quiet-hours.to': missing
                    {from: "25:00", to: "08:00"} | field 'quiet-hours.from': is '25:00'; must be a time from 00:00 to 23:59, such as "22:00"
                    {from: "22:00", to: "22:00"} | field 'quiet-hours.to': is the same as 'from'; must be another time
                    {from: "22:00", to: "08:00", zone: Rome} | field 'quiet-hours.zone': is 'Rome'; must be a zone such as Europe/Rome
                    {from: "22:00", till: "08:00"} | field 'quiet-hours.till': unknown field; quiet-hours has
                    """)
    void areCheckedWithTheAccount(String hours, String problem) {
        assertThat(new AccountsText(folder).problems("""
                default: main
                accounts:
                  main:
                    provider: messagenet
                    description: Main
                    username: u
                    password: p
                    quiet-hours: %s
                """.formatted(hours)))
                .anySatisfy(line -> assertThat(line).contains(problem));
    }

    @Test
    void areThoseOfRomeUnlessTheAccountSaysOtherwise() {
        assertThat(QuietHours.DEFAULT_ZONE.getId()).isEqualTo("Europe/Rome");
    }
}
