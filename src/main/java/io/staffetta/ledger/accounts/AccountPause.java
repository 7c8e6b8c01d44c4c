package io.staffetta.ledger.accounts;

import java.time.Instant;

/**
 * An account that a person holds.
 *
 * @param account its id
 * @param since since when
 * @param until when it goes on by itself; {@code null} for when a person says so
 * @param who who holds it
 * @param why why, in that person's words; empty if not said
 */
public record AccountPause(String account, Instant since, Instant until, String who, String why) {}
