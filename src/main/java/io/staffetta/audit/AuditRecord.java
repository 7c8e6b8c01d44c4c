package io.staffetta.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * An entry of the audit trail as it is kept.
 *
 * @param number its number, from 1
 * @param at when it was written, to the millisecond
 * @param who name of the application or administrator
 * @param role label of the role that it had
 * @param from address that it came from
 * @param action what was done
 * @param subject id of what it was done to
 * @param details JSON object, as it is hashed
 * @param why why
 * @param hash hash of all of it and of the entry before, in hexadecimal
 */
public record AuditRecord(
        long number,
        Instant at,
        String who,
        String role,
        String from,
        String action,
        String subject,
        String details,
        String why,
        String hash) {

    /** The same with the hash that it must have after an entry with a hash; that of the first entry is empty. */
    AuditRecord after(String previous) {
        MessageDigest digest = sha256();
        for (String part : List.of(
                previous,
                Long.toString(number),
                Long.toString(at.toEpochMilli()),
                who,
                role,
                from,
                action,
                subject,
                details,
                why)) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length, so that what ends one part cannot begin the next.
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return new AuditRecord(
                number,
                at,
                who,
                role,
                from,
                action,
                subject,
                details,
                why,
                HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
