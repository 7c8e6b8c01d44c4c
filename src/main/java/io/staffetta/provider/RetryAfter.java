package io.staffetta.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP header {@code Retry-After}. */
final class RetryAfter {

    /** Longest wait that a provider may ask for. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern SECONDS = Pattern.compile("0*([0-9]+)");

    private static final int MOST_DIGITS = 10;

    private RetryAfter() {}

    /**
     * How long to wait from {@code now}, at most {@link #LONGEST}. Seconds or an HTTP date; zero for an instant that is
     * past, for a text that is neither, and for {@code null}.
     */
    static Duration parse(String value, Instant now) {
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
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return atMost(Duration.between(now, until));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static Duration atMost(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
