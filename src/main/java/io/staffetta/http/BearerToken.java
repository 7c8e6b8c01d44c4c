package io.staffetta.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The secret that a caller must know, sent as {@code Authorization: Bearer <token>}.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    /**
     * @param expected the token; empty if callers need none
     */
    public BearerToken(String expected) {
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether callers need the token. */
    public boolean isRequired() {
        return expected.length > 0;
    }

    /**
     * Whether a request shows the token, or needs none. Takes equally long for every wrong token of the right length.
     *
     * @param authorization the request's {@code Authorization} headers; the token must be in the only one
     */
    public boolean accepts(List<String> authorization) {
        if (!isRequired()) {
            return true;
        }
        if (authorization.size() != 1) {
            return false;
        }
        String header = authorization.get(0);
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        expected, header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    /** Does not tell the token. */
    @Override
    public String toString() {
        return "BearerToken";
    }
}
