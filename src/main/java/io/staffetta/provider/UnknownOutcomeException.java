package io.staffetta.provider;

import io.staffetta.message.Outcome;

/**
 * The request may have reached the provider. A person decides, unless the account says otherwise, since another attempt may
 * send the message twice; or the provider is asked, where it told its id of the message in an answer that is not understood.
 */
public final class UnknownOutcomeException extends SubmissionException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what happened, in words
     * @param httpStatus status of the answer; 0 if there was none
     * @param providerCode the provider's own code; empty if it gave none
     */
    public UnknownOutcomeException(String detail, int httpStatus, String providerCode) {
        this(new Outcome.Unknown(detail, httpStatus, providerCode, "", null), null);
    }

    /**
     * @param detail what happened, in words
     * @param cause what failed after the request was, or may have been, written
     */
    public UnknownOutcomeException(String detail, Throwable cause) {
        this(Outcome.Unknown.of(detail), cause);
    }

    /**
     * @param cause what failed after the request was, or may have been, written; {@code null} if nothing was thrown
     */
    public UnknownOutcomeException(Outcome.Unknown outcome, Throwable cause) {
        super(outcome, cause);
    }

    /** What is known, in the shape of this outcome. */
    public Outcome.Unknown unknown() {
        return (Outcome.Unknown) outcome();
    }
}
