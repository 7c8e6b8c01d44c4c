package io.staffetta.batch.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.account.Account;
import io.staffetta.account.Price;
import io.staffetta.account.QuietHours;
import io.staffetta.batch.text.SendAt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Estimates what an account's share of a batch file costs, and when all of it is sent.
 *
 * @param cost exact amount; missing if the account has no price
 * @param currency its currency
 * @param endsAt when the last message would be sent, by the account's {@code limits.perSecond}, its quiet hours and the time over
 *     which the rows are spread; missing if none of them says anything
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchForecast(String cost, String currency, String endsAt) {

    /** More quiet hours than that are not walked through. */
    private static final int MOST_DAYS = 4000;

    private static final double NANOS = 1e9;

    /**
     * The forecasts of a file, by account; those that are not configured are left out.
     *
     * @param accounts the account with an id
     * @param sendAt before when no row is taken
     * @param spread over how long the rows are taken in
     * @param isUrgent whether quiet hours do not count
     */
    public static Map<String, BatchForecast> of(
            BatchReport report,
            Function<String, Optional<Account>> accounts,
            Optional<SendAt> sendAt,
            Duration spread,
            boolean isUrgent,
            Instant now) {
        Instant begin = sendAt.map(one -> one.of(now))
                .filter(instant -> instant.isAfter(now))
                .orElse(now);
        Map<String, BatchForecast> forecasts = new LinkedHashMap<>();
        report.accounts().forEach((id, total) -> accounts.apply(id)
                .ifPresent(account ->
                        forecasts.put(id, of(account, total.messages(), total.segments(), begin, spread, isUrgent))));
        return forecasts;
    }

    /**
     * The forecast.
     *
     * @param begin when the first row is taken
     * @param spread over how long the rows are taken in
     * @param isUrgent whether quiet hours do not count
     */
    static BatchForecast of(
            Account account, long messages, long segments, Instant begin, Duration spread, boolean isUrgent) {
        Optional<Price> price = account.price();
        Optional<QuietHours> quiet = isUrgent ? Optional.empty() : account.quietHours();
        double perSecond = account.limits().perSecond();
        Duration byPace = perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (messages / perSecond * NANOS));
        Duration length = byPace.compareTo(spread) > 0 ? byPace : spread;
        boolean isKnown =
                !length.isZero() || quiet.flatMap(hours -> hours.endOf(begin)).isPresent();
        return new BatchForecast(
                price.map(one -> one.of(segments).toPlainString()).orElse(null),
                price.map(Price::currency).orElse(null),
                isKnown ? end(begin, length, quiet).toString() : null);
    }

    /** When what takes so long is done, if nothing is done in quiet hours. */
    static Instant end(Instant begin, Duration length, Optional<QuietHours> quiet) {
        Instant now = begin;
        Duration left = length;
        for (int day = 0; quiet.isPresent() && day < MOST_DAYS; day++) {
            now = quiet.get().endOf(now).orElse(now);
            Duration free = Duration.between(now, nextQuiet(now, quiet.get()));
            if (left.compareTo(free) <= 0) {
                break;
            }
            left = left.minus(free);
            now = now.plus(free);
        }
        return now.plus(left);
    }

    private static Instant nextQuiet(Instant now, QuietHours quiet) {
        ZonedDateTime here = now.atZone(quiet.zone());
        ZonedDateTime today = here.with(quiet.from());
        return (today.isAfter(here) ? today : here.plusDays(1).with(quiet.from())).toInstant();
    }
}
