package io.staffetta.message;

import java.time.Instant;
import java.util.Objects;

/**
 * Holds one text message for one recipient: the gateway's Canonical Data Model. Every Channel Adapter translates into
 * it and every provider out of it.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param id identifies the message from arrival to its end, across redeliveries and redrives; 26 characters, see
 *     {@link MessageId}
 * @param to recipient in E.164 form: {@code +} and 5 to 15 digits
 * @param text what the recipient reads, as the sender wrote it; not empty
 * @param account id of the account that the sender asked for; empty to leave it to the rules
 * @param sender sender name that the sender asked for; empty to use the account's
 * @param reference the sender's own id for the message; empty if none
 * @param priority how urgent it is
 * @param source the Channel Adapter it came in by: {@code jms}, {@code http}, {@code webapi} or {@code batch}
 * @param deadline no attempt begins at or after this instant; {@link Instant#MAX} to leave it to the account
 * @param sendAt no attempt begins before this instant; {@link Instant#EPOCH} for at once
 * @param pinned whether no other account may send it than the one it is routed to
 * @param tag one word by which its sender groups messages, such as a campaign; empty if none
 */
public record SmsMessage(
        String id,
        String to,
        String text,
        String account,
        String sender,
        String reference,
        Priority priority,
        String source,
        Instant deadline,
        Instant sendAt,
        boolean pinned,
        String tag) {

    /** Refuses {@code null} in any component: absent is empty here. */
    public SmsMessage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(sendAt, "sendAt");
        Objects.requireNonNull(tag, "tag");
    }

    /** The same message with another deadline. */
    public SmsMessage withDeadline(Instant other) {
        return new SmsMessage(id, to, text, account, sender, reference, priority, source, other, sendAt, pinned, tag);
    }

    /** The same message with another id. */
    public SmsMessage withId(String other) {
        return new SmsMessage(
                other, to, text, account, sender, reference, priority, source, deadline, sendAt, pinned, tag);
    }

    /** The same message with another reference. */
    public SmsMessage withReference(String other) {
        return new SmsMessage(id, to, text, account, sender, other, priority, source, deadline, sendAt, pinned, tag);
    }

    /**
     * The text by which messages are compared: line ends, and blanks at the end, are those of the program that sent it, and no
     * difference.
     */
    public String comparableText() {
        return text.replace("\r\n", "\n").stripTrailing();
    }

    /** Names the message but neither its recipient nor its text, so that it may be logged. */
    @Override
    public String toString() {
        return "SmsMessage[" + id + "]";
    }
}
