package io.staffetta.ledger.history;

import io.staffetta.message.SmsMessage;
import java.time.Instant;

/**
 * A message as it is entered into the ledger.
 *
 * @param message the message
 * @param account id of the account that it is routed to; empty if none can take it
 * @param segments SMS that its text takes; 0 if not known
 * @param redriveCount 0, and one more with each redrive
 * @param state {@link State#QUEUED} or {@link State#WAITING}, or {@link State#DEAD} if no account can take it
 * @param reason why it is dead; empty if it is not
 * @param detail the same in words; empty if it is not
 * @param at when it was taken
 * @param batch id of the batch whose row it is; empty for none
 * @param routed where it was routed, and by what
 */
public record Entry(
        SmsMessage message,
        String account,
        int segments,
        int redriveCount,
        State state,
        String reason,
        String detail,
        Instant at,
        String batch,
        Routed routed) {

    /** A message that is no row of a batch, and of which is not known by what it was routed. */
    public Entry(
            SmsMessage message,
            String account,
            int segments,
            int redriveCount,
            State state,
            String reason,
            String detail,
            Instant at) {
        this(message, account, segments, redriveCount, state, reason, detail, at, "", Routed.UNKNOWN);
    }

    /** Names the message but neither its recipient nor its text, so that it may be logged. */
    @Override
    public String toString() {
        return "Entry[" + message.id() + ", " + state + "]";
    }
}
