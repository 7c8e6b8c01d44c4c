package io.staffetta.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Checks the secret that a caller must know, sent as {@code Authorization: Bearer <token>}.
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
        return !isRequired()
                || given(authorization)
                        .filter(token -> MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    /** The token that a request shows, whichever it is; empty if it shows none, or several. */
    static Optional<String> given(List<String> authorization) {
        return authorization.size() == 1 && authorization.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.get(0).substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** Does not tell the token. */
    @Override
    public String toString() {
        return "BearerToken";
    }
}
