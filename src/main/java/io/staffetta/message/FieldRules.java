package io.staffetta.message;

import io.staffetta.language.Phrase;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * Checks what each field of a message may hold. Every check returns the value, and its error repeats nothing of it.
 */
final class FieldRules {

    static final int MAX_TEXT_LENGTH = 10_000;
    private static final int MAX_REFERENCE_LENGTH = 128;
    private static final int MAX_SENDER_LENGTH = 16;
    private static final Duration MAX_VALID_FOR = Duration.ofDays(30);
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int LAST_YEAR = 9999;

    private FieldRules() {}

    static String text(String text) {
        if (text.codePoints().allMatch(FieldRules::doesNotShow)) {
            throw new InvalidMessageException(MessageFields.TEXT, "must not be empty or only blanks");
        }
        checkLength(MessageFields.TEXT, text, MAX_TEXT_LENGTH);
        checkCharacters(MessageFields.TEXT, text, "\n\r\t");
        return text;
    }

    /** An account's id; empty for none. Whether there is such an account is for the routing to say. */
    static String account(String account) {
        if (!account.isEmpty() && !ACCOUNT.matcher(account).matches()) {
            throw new InvalidMessageException(MessageFields.ACCOUNT, "must be 1 to 40 of a-z, 0-9 and -");
        }
        return account;
    }

    /** What may be a sender, empty for none; the account decides whether {@link SenderName} applies. */
    static String sender(String sender) {
        checkLength(MessageFields.SENDER, sender, MAX_SENDER_LENGTH);
        checkCharacters(MessageFields.SENDER, sender, "");
        return sender;
    }

    /** A reference; empty for none. Blanks alone would make strangers' messages look like one. */
    static String reference(String reference) {
        if (!reference.isEmpty() && reference.chars().allMatch(FieldRules::isBlank)) {
            throw new InvalidMessageException(MessageFields.REFERENCE, "must not be only blanks");
        }
        checkLength(MessageFields.REFERENCE, reference, MAX_REFERENCE_LENGTH);
        checkCharacters(MessageFields.REFERENCE, reference, "");
        return reference;
    }

    /** A tag; empty for none. One word, so that it may stand in a table, a query and a column as it is. */
    static String tag(String tag) {
        if (!tag.isEmpty() && !TAG.matcher(tag).matches()) {
            throw new InvalidMessageException(
                    MessageFields.TAG,
                    "must be one word of 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', the first a letter or digit");
        }
        return tag;
    }

    static boolean pinned(String pinned) {
        if (!pinned.isEmpty() && !pinned.equals("true") && !pinned.equals("false")) {
            throw new InvalidMessageException(MessageFields.PINNED, "must be true or false");
        }
        return pinned.equals("true");
    }

    static Duration validFor(String duration) {
        try {
            Duration parsed = Duration.parse(duration);
            if (parsed.compareTo(Duration.ZERO) > 0 && parsed.compareTo(MAX_VALID_FOR) <= 0) {
                return parsed;
            }
        } catch (DateTimeException e) {
            // The same error as for a duration out of range: it names both rules.
        }
        throw new InvalidMessageException(
                MessageFields.VALID_FOR,
                Phrase.of(
                        "must be an ISO-8601 duration of more than 0 and at most {0} days, such as PT10M or P1D",
                        MAX_VALID_FOR.toDays()));
    }

    static Instant instant(String field, String instant) {
        try {
            OffsetDateTime parsed = OffsetDateTime.parse(instant);
            if (!parsed.toInstant().isBefore(Instant.EPOCH) && parsed.getYear() <= LAST_YEAR) {
                return parsed.toInstant();
            }
        } catch (DateTimeException e) {
            // The same error as for a year out of range: it names both rules.
        }
        throw new InvalidMessageException(
                field,
                Phrase.of(
                        "must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z or "
                                + "2026-11-22T11:00:00+01:00, of the years 1970 to {0}",
                        LAST_YEAR));
    }

    /** A text of these alone would arrive empty. */
    private static boolean doesNotShow(int c) {
        int type = Character.getType(c);
        return isBlank(c)
                || CodePoints.isInvisible(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    private static void checkLength(String field, String value, int max) {
        if (value.length() > max) {
            throw new InvalidMessageException(
                    field, Phrase.of("must be at most {0} characters, but has {1}", max, value.length()));
        }
    }

    private static void checkCharacters(String field, String value, String permittedControls) {
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (isUnreadable(c) && permittedControls.indexOf(c) < 0) {
                throw new InvalidMessageException(
                        field,
                        Phrase.of(
                                "must not have control characters or halves of characters, but has {0}",
                                CodePoints.numbered(c)));
            }
        }
    }

    private static boolean isUnreadable(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
