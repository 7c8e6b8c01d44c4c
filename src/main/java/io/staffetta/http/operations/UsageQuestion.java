package io.staffetta.http.operations;

import io.staffetta.account.QuietHours;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what a request asks of usage.
 *
 * @param from the first day
 * @param to the last day
 * @param zone whose days are meant
 * @param by what it is parted by
 */
record UsageQuestion(LocalDate from, LocalDate to, ZoneId zone, Set<By> by) {

    static final String[] NAMES = {"from", "to", "by", "zone"};

    private static final int MOST_DAYS = 400;

    /** Names what usage is grouped by, in the order of the columns. */
    enum By {
        DAY,
        ACCOUNT,
        APPLICATION,
        TAG;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the parameters; what is not given is this month so far, by account, in Italy. */
    static UsageQuestion of(QueryParameters given, Clock clock) {
        ZoneId zone = zone(given.text("zone"));
        LocalDate today = LocalDate.now(clock.withZone(zone));
        LocalDate to = day(given, "to", today);
        LocalDate from = day(given, "from", to.withDayOfMonth(1));
        if (from.isAfter(to)) {
            throw QueryParameters.wrong("from", "must not be after 'to'");
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw QueryParameters.wrong("from", Phrase.of("must be at most {0} days before ''to''", MOST_DAYS));
        }
        return new UsageQuestion(from, to, zone, by(given.text("by")));
    }

    private static LocalDate day(QueryParameters given, String name, LocalDate otherwise) {
        String text = given.text(name);
        try {
            LocalDate day = text.isEmpty() ? otherwise : LocalDate.parse(text);
            if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // The same as of a year out of range.
        }
        throw QueryParameters.wrong(name, "must be a day such as 2026-11-01, of the years 1970 to 9999");
    }

    private static ZoneId zone(String text) {
        try {
            return text.isEmpty() ? QuietHours.DEFAULT_ZONE : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw QueryParameters.wrong("zone", "must be a zone such as Europe/Rome");
        }
    }

    private static Set<By> by(String text) {
        Set<By> by = EnumSet.noneOf(By.class);
        for (String name : text.isEmpty() ? new String[] {"account"} : text.split(",", -1)) {
            by.add(Arrays.stream(By.values())
                    .filter(one -> one.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> QueryParameters.wrong(
                            "by",
                            Phrase.of(
                                    "must be some of {0}, with commas between",
                                    Arrays.stream(By.values()).map(By::label).collect(Collectors.joining(", "))))));
        }
        return by;
    }

    /** When a day begins. */
    Instant begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    boolean isBy(By what) {
        return by.contains(what);
    }
}
