package io.staffetta.provider.wire;

import java.time.Instant;

/**
 * Leave to send with an account for a while.
 *
 * @param value the secret that goes with each request
 * @param validUntil from this instant on it is not used any more
 */
public record AccessToken(String value, Instant validUntil) {

    /** Tells how long the token is valid, and nothing of the token. */
    @Override
    public String toString() {
        return "AccessToken[valid until " + validUntil + "]";
    }
}
