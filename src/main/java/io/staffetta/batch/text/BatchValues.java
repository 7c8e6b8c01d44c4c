package io.staffetta.batch.text;

import io.staffetta.access.Source;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.Priority;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the values by which settings, options and first lines say how a file is read. Each throws an
 * {@link IllegalArgumentException} with the rule alone, to be put behind the name of what is wrong.
 */
public final class BatchValues {

    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', ",", ',', "semicolon", ';', ";", ';', "tab", '\t', "\t", '\t', "\\t", '\t');
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int LONGEST_SENDER = 16;
    private static final Duration LONGEST_SPREAD = Duration.ofDays(30);

    private BatchValues() {}

    /** A format, such as {@code csv}. */
    public static BatchFormat format(String name) {
        try {
            return BatchFormat.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be one of " + BatchFormat.labels(), e);
        }
    }

    /** An encoding that this Java knows, such as {@code windows-1252}. */
    public static Charset charset(String name) {
        return Encodings.named(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("is not known; such are UTF-8, windows-1252 and UTF-16"));
    }

    /** What stands between the fields of CSV: {@code comma}, {@code semicolon} or {@code tab}, or the character itself. */
    public static char separator(String name) {
        Character separator = SEPARATORS.get(name);
        if (separator == null) {
            throw new IllegalArgumentException("must be comma, semicolon or tab");
        }
        return separator;
    }

    /** A priority: {@code high}, {@code normal} or {@code bulk}. */
    public static String priority(String name) {
        try {
            return Priority.ofLabel(name).label();
        } catch (InvalidMessageException e) {
            throw new IllegalArgumentException(e.rule(), e);
        }
    }

    /** What may be the id of an account; whether there is such an account is for the routing to say. */
    public static String account(String id) {
        if (!ACCOUNT.matcher(id).matches()) {
            throw new IllegalArgumentException("must be the id of an account, 1 to 40 of a-z, 0-9 and -");
        }
        return id;
    }

    /** What may be a sender; what else its account wants of it is told of each row. */
    public static String sender(String name) {
        if (name.isBlank() || name.length() > LONGEST_SENDER || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must be a name of 1 to 11 characters, or a number of 3 to 15 digits");
        }
        return name;
    }

    /** What may be the name of an application; whether there is such an one is for the intake to say. */
    public static String application(String name) {
        if (!Source.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "must be the name of an application, 1 to 40 of a-z, 0-9, '.', '_' and '-', as 'tokens list' has it");
        }
        return name;
    }

    /** How long to take for the rows of a file: zero to 30 days. */
    public static Duration spread(String duration) {
        try {
            Duration spread = Duration.parse(duration);
            if (!spread.isNegative() && spread.compareTo(LONGEST_SPREAD) <= 0) {
                return spread;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new IllegalArgumentException("must be an ISO-8601 duration of at most 30 days, such as PT2H");
    }
}
