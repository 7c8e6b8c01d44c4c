package io.staffetta.provider;

import io.staffetta.message.Outcome;

/**
 * The provider did not accept a message. One subclass for each outcome, because the error handling of the routes chooses
 * by class. The text is in words, for people, without number, text or secret.
 */
public abstract sealed class SubmissionException extends RuntimeException
        permits RefusedException, BusyException, NotSentException, AccountUnusableException, UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final int httpStatus;
    private final String providerCode;

    SubmissionException(Outcome outcome, String detail, int httpStatus, String providerCode, Throwable cause) {
        super(detail, cause);
        this.outcome = outcome;
        this.httpStatus = httpStatus;
        this.providerCode = providerCode;
    }

    /** What is known now. */
    public Outcome outcome() {
        return outcome;
    }

    /** Status of the provider's answer; 0 if there was none. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The provider's own code; empty if it gave none. */
    public String providerCode() {
        return providerCode;
    }
}
