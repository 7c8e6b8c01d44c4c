package io.staffetta.delivery;

import io.staffetta.ledger.history.AttemptRecord;

/** The ledger knows that a provider has the message: the broker has delivered it again, or this is another copy of it. */
public final class AlreadyAcceptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AttemptRecord attempt;

    /**
     * @param attempt the attempt that was accepted
     */
    public AlreadyAcceptedException(AttemptRecord attempt) {
        super("Accepted before, at " + attempt.ended() + ": not sent again");
        this.attempt = attempt;
    }

    /** The attempt that was accepted. */
    public AttemptRecord attempt() {
        return attempt;
    }
}
