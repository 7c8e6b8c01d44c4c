package io.staffetta.provider;

import io.staffetta.message.Outcome;

/** The request never left, so another attempt cannot send the message twice. */
public final class NotSentException extends SubmissionException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what happened, in words
     * @param cause what failed before the request was written; {@code null} if nothing was thrown
     */
    public NotSentException(String detail, Throwable cause) {
        this(new Outcome.NotSent(detail), cause);
    }

    NotSentException(Outcome.NotSent outcome, Throwable cause) {
        super(outcome, cause);
    }
}
