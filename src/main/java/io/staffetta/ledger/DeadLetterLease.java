package io.staffetta.ledger;

/** Answers a copy of a message that is about to be put into the dead letter queue: whether it has the lease. */
public enum DeadLetterLease {
    /** No copy was there before: put it. */
    FIRST,
    /** A copy may be in the queue already: look there, and put it if it is not. */
    AGAIN,
    /** Another copy is being put at this moment: ask again soon. */
    HELD,
    /** Its batch was cancelled, and it is not sent: drop it. */
    NOT_WANTED
}
