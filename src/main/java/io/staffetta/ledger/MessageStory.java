package io.staffetta.ledger;

import java.util.List;

/**
 * A message with all that was done to send it.
 *
 * @param message the message
 * @param attempts its attempts, in the order in which they began
 */
public record MessageStory(MessageRecord message, List<AttemptRecord> attempts) {}
