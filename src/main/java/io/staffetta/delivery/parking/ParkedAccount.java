package io.staffetta.delivery.parking;

import java.time.Instant;

/**
 * An account that cannot be used, and whose messages wait.
 *
 * @param account its id
 * @param reason why, in words
 * @param since since when
 * @param nextProbe when one of its messages is tried again
 * @param probes how many were tried since
 */
public record ParkedAccount(String account, String reason, Instant since, Instant nextProbe, int probes) {

    /** The same account, parked for another reason. */
    ParkedAccount withReason(String other) {
        return new ParkedAccount(account, other, since, nextProbe, probes);
    }

    /** The same account, with its next probe at another time. */
    ParkedAccount withNextProbe(Instant next, int made) {
        return new ParkedAccount(account, reason, since, next, made);
    }
}
