package io.staffetta.ledger.history;

import java.util.List;

/**
 * A message with all that was done to send it.
 *
 * @param message the message
 * @param attempts its attempts, in the order in which they began
 * @param interventions what people did with it when it was dead, the earliest first
 */
public record MessageWithAttempts(
        MessageRecord message, List<AttemptRecord> attempts, List<Intervention> interventions) {}
