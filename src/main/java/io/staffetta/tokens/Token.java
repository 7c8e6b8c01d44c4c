package io.staffetta.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes tokens, 256 random bits each, and hashes them. What is as random need not be hashed slowly. */
public final class Token {

    /** How all tokens begin, so that scanners for lost secrets know them. */
    public static final String PREFIX = "stf_";

    private static final int BYTES = 32;
    private static final int LONGEST = 200;
    private static final int SHOWN = 13;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Token() {}

    /** A new one. */
    static String make(boolean isTest) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return PREFIX
                + (isTest ? "test_" : "live_")
                + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What of it may be shown, for people to know it by. */
    static String shown(String token) {
        return token.substring(0, SHOWN);
    }

    /** Whether a text may be one. */
    public static boolean isLike(String text) {
        return text.startsWith(PREFIX) && text.length() <= LONGEST;
    }

    /** SHA-256 in hexadecimal. */
    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
