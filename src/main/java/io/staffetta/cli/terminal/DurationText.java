package io.staffetta.cli.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations and instants as people write them, and as ISO-8601 has them. */
public final class DurationText {

    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?:in)?)?(?:(\\d{1,9})s)?");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private DurationText() {}

    /**
     * A duration of zero or more: {@code 90s}, {@code 30m}, {@code 1h}, {@code 2d}, {@code 1w}, {@code 1h30m}, {@code PT1H}.
     *
     * @return empty if it is none, or longer than a hundred years
     */
    public static Optional<Duration> duration(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        try {
            Duration duration = given.startsWith("p") ? Duration.parse(given) : ofShort(given.replaceAll("\\s+", ""));
            return Optional.ofNullable(duration).filter(span -> !span.isNegative() && span.compareTo(LONGEST) <= 0);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The same as ISO-8601 has it; what is none stays as it is. */
    public static String iso(String text) {
        return duration(text).map(Duration::toString).orElse(text);
    }

    /**
     * An instant: ISO-8601 with an offset; or a date, or a date and a time, as the clocks here show it.
     *
     * @return empty if it is none
     */
    public static Optional<Instant> instant(String text) {
        String given = text.strip().replace(' ', 'T').toUpperCase(Locale.ROOT);
        try {
            if (!given.contains("T")) {
                return Optional.of(LocalDate.parse(given)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant());
            }
            return Optional.of(
                    given.matches(".*T.*(Z|[+-]\\d{2}(:?\\d{2})?)")
                            ? OffsetDateTime.parse(given).toInstant()
                            : LocalDateTime.parse(given)
                                    .atZone(ZoneId.systemDefault())
                                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration ofShort(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return null;
        }
        return Duration.ofDays(7 * number(matcher, 1) + number(matcher, 2))
                .plusHours(number(matcher, 3))
                .plusMinutes(number(matcher, 4))
                .plusSeconds(number(matcher, 5));
    }

    private static long number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }
}
