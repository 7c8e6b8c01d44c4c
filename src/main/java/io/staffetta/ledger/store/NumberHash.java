package io.staffetta.ledger.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hash of phone numbers, by which messages to a number are found although the number is masked or erased. Without the
 * key nobody can try which number it is of.
 *
 * <p>Thread-safe.
 */
public final class NumberHash {

    /** Runs of the index of the hashes: it begins with their remainder. */
    public static final int RUNS = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PRINT_BYTES = 8;

    private final Mac mac;

    /**
     * @param key the secret
     */
    public NumberHash(String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * The first 63 bits of the hash of a number.
     *
     * @param number in E.164 form
     */
    public long of(String number) {
        return ByteBuffer.wrap(code(number)).getLong() & Long.MAX_VALUE;
    }

    /** The same in hexadecimal, for what is written about a number that must not be named. */
    public String name(String number) {
        return HexFormat.of().toHexDigits(of(number));
    }

    /** What tells this key from others. */
    String print() {
        return HexFormat.of().formatHex(code("name of this key"), 0, PRINT_BYTES);
    }

    private byte[] code(String text) {
        try {
            return ((Mac) mac.clone()).doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Every Java platform copies " + ALGORITHM, e);
        }
    }
}
