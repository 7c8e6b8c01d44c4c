package io.staffetta.delivery;

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
public record ParkedAccount(String account, String reason, Instant since, Instant nextProbe, int probes) {}
