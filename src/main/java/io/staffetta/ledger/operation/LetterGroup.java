package io.staffetta.ledger.operation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Dead letters that have something in common.
 *
 * @param parts what that is
 * @param count how many there are
 * @param oldest when the first of them died
 * @param newest when the last did
 * @param note what people say of them; {@code null} if nothing
 */
public record LetterGroup(Map<GroupPart, String> parts, long count, Instant oldest, Instant newest, Note note) {

    private static final int KEY_BYTES = 12;

    /**
     * Holds what people say of a group.
     *
     * @param text in words
     * @param who who says so
     * @param at since when
     */
    public record Note(String text, String who, Instant at) {}

    /** What tells the group from others, also when all its letters are gone and others like them come. */
    public String key() {
        String all = Arrays.stream(GroupPart.values())
                .map(part -> part + (parts.containsKey(part) ? "=" + parts.get(part) : "*"))
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
