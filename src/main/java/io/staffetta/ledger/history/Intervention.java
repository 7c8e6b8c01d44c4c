package io.staffetta.ledger.history;

import java.time.Instant;

/**
 * Records what a person did with a dead letter.
 *
 * @param messageId id of the message
 * @param redriveCount how often it had been redriven before
 * @param deed what was done
 * @param at when
 * @param who who did it; empty if not known
 * @param why why, as that person said; empty if not said
 * @param account id of the account that a redrive names; empty for none
 */
public record Intervention(
        String messageId, int redriveCount, Deed deed, Instant at, String who, String why, String account) {

    /** Names what can be done with a dead letter. */
    public enum Deed {
        /** It was put back to be sent again. */
        REDRIVEN,
        /** It was given up for good. */
        DISCARDED,
        /** A person says that it was sent: nothing more is to be done. */
        SETTLED
    }
}
