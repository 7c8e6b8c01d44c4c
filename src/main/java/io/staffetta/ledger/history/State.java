package io.staffetta.ledger.history;

/** Names the state of a message. */
public enum State {
    /** On the queue of its account: entered before it is put there, and certain once its sender has the answer. */
    QUEUED,
    /**
     * On a retry queue, until its next attempt or the instant at which it is to be sent; entered before it is put there, like
     * {@link #QUEUED}.
     */
    WAITING,
    /** The same as {@link #QUEUED}, of a message that an earlier version was taking in. Nothing comes to it any more. */
    TAKEN,
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

    /** Whether the message is on a queue, or is being put there, and waits for an attempt. */
    public boolean isOnQueue() {
        return this == TAKEN || this == QUEUED || this == WAITING;
    }

    /** Whether nothing more becomes of the message by itself, but for delivery reports. */
    public boolean isEnd() {
        return isSent() || this == DEAD || this == CANCELLED;
    }
}
