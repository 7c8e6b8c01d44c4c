package io.staffetta.ledger.history;

import java.time.Instant;

/**
 * A message as the ledger has it.
 *
 * @param id its id
 * @param source the Channel Adapter that it came in by
 * @param reference the sender's own id; empty if none
 * @param recipient in E.164 form; empty when erased
 * @param text what the recipient reads; empty when erased
 * @param priority {@code high}, {@code normal} or {@code bulk}
 * @param account id of the account that it is routed to, or was submitted with; empty if none can take it
 * @param state where it stands
 * @param redriveCount 0, and one more with each redrive
 * @param segments SMS that its text takes; 0 if not known
 * @param taken when it was taken
 * @param deadline no attempt begins at or after this instant
 * @param changed when its state changed last
 * @param reason why it is dead; empty if it is not
 * @param detail the same in words
 * @param providerMessageId the provider's id of it; empty if it has none
 * @param erased when its recipient and text were erased; {@code null} if they were not
 * @param batch id of the batch whose row it is; empty of other messages
 * @param tag the word by which its sender groups messages; empty if none
 * @param routed where it was routed when it was taken, and by what
 */
public record MessageRecord(
        String id,
        String source,
        String reference,
        String recipient,
        String text,
        String priority,
        String account,
        State state,
        int redriveCount,
        int segments,
        Instant taken,
        Instant deadline,
        Instant changed,
        String reason,
        String detail,
        String providerMessageId,
        Instant erased,
        String batch,
        String tag,
        Routed routed) {

    /** A message that has just been entered. */
    public static MessageRecord of(Entry entry) {
        return new MessageRecord(
                entry.message().id(),
                entry.message().source(),
                entry.message().reference(),
                entry.message().to(),
                entry.message().text(),
                entry.message().priority().label(),
                entry.account(),
                entry.state(),
                entry.redriveCount(),
                entry.segments(),
                entry.at(),
                entry.message().deadline(),
                entry.at(),
                entry.reason(),
                entry.detail(),
                "",
                null,
                entry.batch(),
                entry.message().tag(),
                entry.routed());
    }

    /** Names the message but neither its recipient nor its text, so that it may be logged. */
    @Override
    public String toString() {
        return "MessageRecord[" + id + ", " + state + "]";
    }
}
