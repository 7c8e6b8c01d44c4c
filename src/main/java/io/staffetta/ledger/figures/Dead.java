package io.staffetta.ledger.figures;

import java.time.Instant;

/**
 * Dead letters of one account that died for one reason, and that nobody has discarded.
 *
 * @param account id of the account; empty if none could take them
 * @param reason why, as {@link io.staffetta.delivery.Reason} names it; empty if it is not known
 * @param messages how many
 * @param since when the oldest died
 */
public record Dead(String account, String reason, long messages, Instant since) {}
