package io.staffetta.ledger;

import io.staffetta.ledger.history.Entry;
import io.staffetta.message.SmsMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Digests the content that a reference stands for: the recipients and the texts of its messages, whatever their order,
 * as 128 bits of SHA-256. The ids of the first messages are its salt, so that equal messages have no equal digests. It
 * could be guessed, and so is erased with the numbers and texts.
 */
final class ContentDigest {

    private static final int BYTES = 16;

    private ContentDigest() {}

    /**
     * The digest of messages as it would stand beside a reference.
     *
     * @param firstIds ids of the messages that came first with the reference, separated by blanks
     */
    static String of(String firstIds, List<Entry> entries) {
        MessageDigest digest = sha256();
        digest.update(firstIds.getBytes(StandardCharsets.UTF_8));
        entries.stream()
                .map(Entry::message)
                .map(ContentDigest::content)
                .sorted()
                .forEach(content -> digest.update(content.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static String content(SmsMessage message) {
        return "\u0000" + message.to() + "\u0000" + message.comparableText();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
