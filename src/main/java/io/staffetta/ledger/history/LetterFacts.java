package io.staffetta.ledger.history;

import java.time.Instant;

/**
 * Describes a dead letter and its last attempt.
 *
 * @param attempts attempts that were made
 * @param phase of an unknown outcome: how far the attempt came; empty if not known
 * @param node name of the gateway that made the last attempt; empty if not known
 * @param isPerhapsSent whether a provider may have the message
 * @param deadline until when it may be sent; {@code null} if it has no deadline, or none is known
 * @param isOurs whether the gateway has put it into the dead letter queue
 */
public record LetterFacts(
        int attempts, String phase, String node, boolean isPerhapsSent, Instant deadline, boolean isOurs) {

    public LetterFacts {
        // Written by who has no deadline.
        deadline = Instant.MAX.equals(deadline) ? null : deadline;
    }

    /** Nothing is known. */
    public static final LetterFacts NONE = new LetterFacts(0, "", "", false, null, true);
}
