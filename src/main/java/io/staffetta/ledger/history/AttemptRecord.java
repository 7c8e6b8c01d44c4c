package io.staffetta.ledger.history;

import io.staffetta.message.Outcome;
import java.time.Instant;

/**
 * An attempt as the ledger has it.
 *
 * @param messageId id of its message
 * @param number 1 or more, in the order in which the message's attempts began
 * @param redriveCount how often the message had been redriven, see {@link MessageVersion}
 * @param requeueCount how often it had been put on a queue anew since, see {@link MessageVersion}
 * @param account id of the account
 * @param provider its provider
 * @param node the process that made it
 * @param token distinguishes it from the node's others
 * @param begun when it began
 * @param ended when it was closed; {@code null} if it was not
 * @param result how it ended; {@code null} if it was not closed
 */
public record AttemptRecord(
        String messageId,
        int number,
        int redriveCount,
        int requeueCount,
        String account,
        String provider,
        String node,
        long token,
        Instant begun,
        Instant ended,
        Outcome result) {

    /** In the detail of an attempt that was closed because nobody was making it any more. */
    public static final String CUT_OFF = "the gateway was cut off in the middle of it";

    /** Whether it was found open, and nobody was making it any more. */
    public boolean isCutOff() {
        return result != null
                && result.kind() == Outcome.Kind.UNKNOWN
                && result.detail().contains(CUT_OFF);
    }

    /** Whether it began and was not closed. */
    public boolean isOpen() {
        return ended == null;
    }
}
