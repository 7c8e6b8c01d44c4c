package io.staffetta.ledger.store;

import io.staffetta.message.InvalidMessageException;

/**
 * The ledger can be written, but does not keep one of the values of an entry: it would refuse it again. Its text repeats
 * nothing of the entry.
 */
public final class EntryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EntryRefusedException(Throwable cause) {
        super("The ledger refuses an entry", cause);
    }

    /** The same as an error of the message that was to be entered, of which nothing has been sent. */
    public InvalidMessageException ofMessage() {
        return new InvalidMessageException("", "has a value that the ledger does not keep; the gateway's log says why");
    }
}
