package io.staffetta.batch.rows;

import io.staffetta.batch.text.Repeats;
import io.staffetta.intake.RoutedMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/**
 * References for rows that give none, where a folder knows rows by recipient, text and day: the same row in another file of
 * that day has the same one.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param repeats what the folder says
 * @param day the day on which the file came
 */
public record GeneratedReferences(Repeats repeats, LocalDate day) {

    private static final String PREFIX = "same-row-";
    private static final int BYTES = 16;

    /** Whether a reference is one of these, and not the sender's. */
    static boolean isMade(String reference) {
        return reference.startsWith(PREFIX);
    }

    /** The messages of a row, with a reference if they have none and are to have one. */
    List<RoutedMessage> on(List<RoutedMessage> row) {
        if (repeats == Repeats.REFERENCE || !row.get(0).message().reference().isEmpty()) {
            return row;
        }
        StringBuilder what = new StringBuilder(row.get(0).message().text());
        row.forEach(message -> what.append('\u0000').append(message.message().to()));
        String reference = PREFIX + day + "-" + digest(what.toString());
        return row.stream().map(message -> message.withReference(reference)).toList();
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
