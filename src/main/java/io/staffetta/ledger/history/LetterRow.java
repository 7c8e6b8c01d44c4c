package io.staffetta.ledger.history;

import io.staffetta.access.Source;
import java.time.Instant;
import java.util.Objects;

/**
 * A letter that lies in the dead letter queue, as it is entered into the ledger.
 *
 * @param id id of its message, or one that only it has
 * @param redriveCount how often it had been redriven before it died
 * @param reason why it is dead
 * @param account id of the account that it died with; {@code null} or empty for none
 * @param detail the reason in words; {@code null} or empty for none
 * @param died when
 * @param source the Channel Adapter that it came in by
 * @param facts what else it tells
 */
public record LetterRow(
        String id,
        int redriveCount,
        String reason,
        String account,
        String detail,
        Instant died,
        String source,
        LetterFacts facts) {

    private static final int LONGEST_PATTERN = 200;

    public LetterRow {
        account = Objects.requireNonNullElse(account, "");
        detail = Objects.requireNonNullElse(detail, "");
    }

    /** What letters with the same trouble have in common: their detail, with # in place of all figures. */
    public static String pattern(String detail) {
        String pattern = detail.replaceAll("[0-9]+", "#");
        return pattern.length() <= LONGEST_PATTERN ? pattern : pattern.substring(0, LONGEST_PATTERN);
    }

    /** Name of the application that a message of a source belongs to; empty for none. */
    public static String application(String source) {
        return Source.of(source).application();
    }
}
