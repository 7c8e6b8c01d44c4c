package io.staffetta.ledger.history;

import java.time.Instant;

/**
 * Records what a person did with dead letters of a batch, in one go.
 *
 * @param deed what was done
 * @param at when
 * @param who who did it; empty if not known
 * @param why why, as that person said; empty if not said
 * @param account id of the account that a redrive names; empty for none
 * @param messages with how many messages
 */
public record BatchIntervention(
        Intervention.Deed deed, Instant at, String who, String why, String account, long messages) {}
