package io.staffetta.ledger;

import java.time.Instant;

/**
 * A message that is in the dead letter queue, or about to be put there.
 *
 * @param messageId its id
 * @param source the Channel Adapter that it came in by
 * @param journey the journey that ended so
 * @param account id of the account; empty if none
 * @param reason why, as in the documentation
 * @param detail the same in words
 * @param at when
 */
public record DeadLetterRecord(
        String messageId, String source, int journey, String account, String reason, String detail, Instant at) {}
