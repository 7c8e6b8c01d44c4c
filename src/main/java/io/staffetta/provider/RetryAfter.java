package io.staffetta.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP header {@code Retry-After}: seconds, or a date in any of the three forms of RFC 9110, 5.6.7. */
public final class RetryAfter {

    /** Longest wait that a provider may ask for. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern SECONDS = Pattern.compile("0*([0-9]+)");

    private static final int MOST_DIGITS = 10;

    private static final Pattern WEEKDAY = Pattern.compile("\\A[A-Za-z]+,?\\s+(?=[A-Za-z0-9])");
    /** HTTP dates are of Greenwich, also where it is not said; asctime never says it. */
    private static final Pattern ZONE = Pattern.compile(" (?:GMT|UTC?|Z|[+-]00:?00)\\z", Pattern.CASE_INSENSITIVE);

    private static final DateTimeFormatter TWO_DIGIT_YEAR = form("d-MMM-uu HH:mm:ss");
    /** RFC 850, IMF-fixdate, the first with a year of four digits, and asctime. */
    private static final List<DateTimeFormatter> FORMS = List.of(
            TWO_DIGIT_YEAR, form("d MMM uuuu HH:mm:ss"), form("d-MMM-uuuu HH:mm:ss"), form("MMM d HH:mm:ss uuuu"));

    private RetryAfter() {}

    /**
     * How long to wait from {@code now}, at most {@link #LONGEST}. Seconds or an HTTP date; zero for an instant that is
     * past, for a text that is neither, and for {@code null}. The day of the week is not looked at.
     */
    public static Duration parse(String value, Instant now) {
        if (value == null) {
            return Duration.ZERO;
        }
        String text = value.strip();
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            // More digits than a number holds are still seconds, of a wait that is too long.
            return seconds.group(1).length() > MOST_DIGITS
                    ? LONGEST
                    : atMost(Duration.ofSeconds(Long.parseLong(seconds.group(1))));
        }
        return date(text, now)
                .map(until -> atMost(Duration.between(now, until)))
                .orElse(Duration.ZERO);
    }

    /** A year of two digits that would be more than 50 years ahead is one of the last century. */
    private static Optional<Instant> date(String text, Instant now) {
        String date = WEEKDAY.matcher(text).replaceFirst("").replaceAll("\\s+", " ");
        String local = ZONE.matcher(date).replaceFirst("");
        for (DateTimeFormatter form : FORMS) {
            try {
                LocalDateTime read = LocalDateTime.parse(local, form);
                boolean farAhead = form == TWO_DIGIT_YEAR && read.minusYears(50).isAfter(utc(now));
                return Optional.of((farAhead ? read.minusYears(100) : read).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                // Another form.
            }
        }
        return Optional.empty();
    }

    private static LocalDateTime utc(Instant now) {
        return LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    private static Duration atMost(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
