package io.staffetta.sandbox.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The bearer tokens of EasyAPI. Keeps the last {@value #KEPT}; an older one is as good as expired.
 *
 * <p>Thread-safe.
 */
public final class IssuedTokens {

    /** How long a token is good for. */
    public static final Duration LIFE = Duration.ofHours(1);

    private static final int KEPT = 1_000;

    private final Map<String, Instant> expiry = new LinkedHashMap<>();

    public synchronized String issue() {
        String token = UUID.randomUUID().toString();
        expiry.put(token, Instant.now().plus(LIFE));
        if (expiry.size() > KEPT) {
            expiry.remove(expiry.keySet().iterator().next());
        }
        return token;
    }

    public synchronized boolean valid(String token) {
        Instant end = expiry.get(token);
        return end != null && Instant.now().isBefore(end);
    }

    public synchronized void revokeAll() {
        expiry.clear();
    }
}
