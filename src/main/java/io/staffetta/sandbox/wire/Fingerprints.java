package io.staffetta.sandbox.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts how often a recipient got a text, without keeping either. Forgets the oldest pair above its limit.
 *
 * <p>Not thread-safe.
 */
final class Fingerprints {

    private final Map<Long, Integer> times;

    Fingerprints(int limit) {
        this.times = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
                return size() > limit;
            }
        };
    }

    /** Counts one more and returns how many that makes, at least 1. */
    int add(String to, String text) {
        return times.merge(hash(to + ' ' + text), 1, Integer::sum);
    }

    void clear() {
        times.clear();
    }

    // 64 bits of SHA-256: with String.hashCode, texts that differ by a number would soon collide.
    private static long hash(String pair) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
