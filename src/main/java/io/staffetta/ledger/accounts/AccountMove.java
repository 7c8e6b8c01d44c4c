package io.staffetta.ledger.accounts;

import java.time.Instant;

/**
 * An account whose messages another one is to send.
 *
 * @param account its id
 * @param target id of the other one
 * @param since since when
 * @param who who said so
 */
public record AccountMove(String account, String target, Instant since, String who) {}
