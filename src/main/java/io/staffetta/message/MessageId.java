package io.staffetta.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/**
 * Ids of messages: ULIDs, 26 characters of Crockford's base32, 48 bits of time in milliseconds and 80 others, so that ids
 * sort by the time of arrival.
 *
 * <p>Thread-safe.
 */
public final class MessageId {

    /** Characters in an id. */
    public static final int LENGTH = 26;

    private static final int TIME_LENGTH = 10;
    private static final int RANDOM_BYTES = 10;
    private static final long MAX_MILLIS = (1L << 48) - 1;
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    // The first digit holds only three bits of the time.
    private static final SecureRandom RANDOM = new SecureRandom();

    private MessageId() {}

    /** A new id: the present time and 80 random bits. */
    public static String next() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return time(System.currentTimeMillis()) + base32(random);
    }

    /**
     * The id that always belongs to an origin, so that a message delivered again is known again.
     *
     * @param origin what identifies the message where it came from, such as its JMSMessageID
     * @param at when it came into being there, to the millisecond; outside of 1970 to 10889 the nearest in it. The same
     *     origin must come with the same time.
     */
    public static String of(String origin, Instant at) {
        long millis = at.isBefore(Instant.EPOCH)
                ? 0
                : at.isAfter(Instant.ofEpochMilli(MAX_MILLIS)) ? MAX_MILLIS : at.toEpochMilli();
        return time(millis) + digest(origin);
    }

    /**
     * The id of one of several messages that were one when they arrived: the first keeps the id, the others have ids that
     * always follow from it, with the same time.
     *
     * @param id the id that they arrived with
     * @param index which of them, from 0
     */
    public static String derive(String id, int index) {
        return index == 0 ? id : id.substring(0, TIME_LENGTH) + digest(part(id, index));
    }

    /**
     * When a message arrived, to the millisecond.
     *
     * @param id its id
     */
    public static Instant arrival(String id) {
        long millis = 0;
        for (int i = 0; i < TIME_LENGTH; i++) {
            millis = millis << 5 | Arrays.binarySearch(DIGITS, id.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    /** Whether a text, which may be {@code null}, has the form of an id. */
    public static boolean isValid(String id) {
        if (id == null || id.length() != LENGTH || id.charAt(0) > '7') {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (Arrays.binarySearch(DIGITS, id.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The origin of one of several messages from one origin, from 0. */
    static String part(String origin, int index) {
        return index == 0 ? origin : origin + "#" + index;
    }

    private static String time(long millis) {
        char[] digits = new char[TIME_LENGTH];
        for (int i = 0; i < TIME_LENGTH; i++) {
            digits[i] = DIGITS[(int) (millis >>> (5 * (TIME_LENGTH - 1 - i))) & 31];
        }
        return new String(digits);
    }

    private static String digest(String origin) {
        try {
            return base32(MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The first 80 bits, 5 in each digit: each half of 40 bits fills 8 digits. */
    private static String base32(byte[] bytes) {
        char[] digits = new char[LENGTH - TIME_LENGTH];
        for (int half = 0; half < 2; half++) {
            long bits = 0;
            for (int i = 0; i < 5; i++) {
                bits = bits << 8 | (bytes[half * 5 + i] & 0xFF);
            }
            for (int i = 0; i < 8; i++) {
                digits[half * 8 + i] = DIGITS[(int) (bits >>> (5 * (7 - i))) & 31];
            }
        }
        return new String(digits);
    }
}
