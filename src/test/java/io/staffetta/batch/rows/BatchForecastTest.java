package io.staffetta.batch.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.account.Limits;
import io.staffetta.account.Price;
import io.staffetta.account.QuietHours;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.message.UnsupportedCharacters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchForecastTest {

    /** Half past nine in the evening in Italy. */
    private static final Instant EVENING = Instant.parse("2026-11-22T20:30:00Z");

    private static final QuietHours NIGHT =
            new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0), QuietHours.DEFAULT_ZONE);

    private static Account account(double perSecond, Optional<QuietHours> quiet, Optional<Price> price) {
        return new Account(
                "main",
                "messagenet",
                "messagenet",
                "Main",
                true,
                Map.of(),
                "",
                new Limits(perSecond, 16),
                Duration.ofDays(1),
                List.of(),
                UnsupportedCharacters.REPLACE,
                UnknownOutcome.DEAD_LETTER,
                quiet,
                price,
                Optional.empty());
    }

    @Test
    void tellsTheCostToTheLastDecimal() {
        Price price = new Price(new BigDecimal("0.0333"), "EUR");

        BatchForecast forecast = BatchForecast.of(
                account(0, Optional.empty(), Optional.of(price)), 10, 30, EVENING, Duration.ZERO, false);

        assertThat(forecast).isEqualTo(new BatchForecast("0.9990", "EUR", null));
    }

    @Test
    void tellsTheEndByPaceAndQuietHours() {
        Account account = account(1, Optional.of(NIGHT), Optional.empty());

        assertThat(BatchForecast.of(account, 1800, 1800, EVENING, Duration.ZERO, false)
                        .endsAt())
                .isEqualTo("2026-11-22T21:00:00Z");
        assertThat(BatchForecast.of(account, 3600, 3600, EVENING, Duration.ZERO, false)
                        .endsAt())
                .isEqualTo("2026-11-23T07:30:00Z");
        assertThat(BatchForecast.of(account, 3600, 3600, EVENING, Duration.ZERO, true)
                        .endsAt())
                .isEqualTo("2026-11-22T21:30:00Z");
    }

    @Test
    void tellsTheEndBySpreadWhereThatTakesLonger() {
        assertThat(BatchForecast.of(
                                account(10, Optional.empty(), Optional.empty()),
                                100,
                                100,
                                EVENING,
                                Duration.ofHours(2),
                                false)
                        .endsAt())
                .isEqualTo("2026-11-22T22:30:00Z");
    }

    @Test
    void endsAlsoWhereThereIsHardlyAnyTimeBetweenQuietHours() {
        QuietHours nearlyAlways = new QuietHours(LocalTime.of(8, 1), LocalTime.of(8, 0), QuietHours.DEFAULT_ZONE);

        assertThat(BatchForecast.end(EVENING, Duration.ofDays(300), Optional.of(nearlyAlways)))
                .isAfter(EVENING.plus(Duration.ofDays(4000)));
    }
}
