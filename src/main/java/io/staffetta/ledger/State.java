package io.staffetta.ledger;

/** Where a message stands. */
public enum State {
    /** Being taken in: it is in the ledger, and not yet known to be on a queue. */
    TAKEN,
    /** On the queue of its account. */
    QUEUED,
    /** On a retry queue, until its next attempt or the instant at which it is to be sent. */
    WAITING,
    /** The provider took it. */
    ACCEPTED,
    /** A delivery report says that it reached the recipient. */
    DELIVERED,
    /** A delivery report says that it will not reach the recipient. */
    UNDELIVERED,
    /** About to be put into the dead letter queue. */
    DYING,
    /** In the dead letter queue, or discarded from there. */
    DEAD,
    /** Not sent, and not to be: its batch was cancelled. */
    CANCELLED;

    /** Whether a provider has the message, so that it must not be submitted again. */
    public boolean isSent() {
        return this == ACCEPTED || this == DELIVERED || this == UNDELIVERED;
    }

    /** Whether nothing more becomes of the message by itself, but for delivery reports. */
    public boolean isEnd() {
        return isSent() || this == DEAD || this == CANCELLED;
    }
}
