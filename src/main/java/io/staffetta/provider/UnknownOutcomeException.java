package io.staffetta.provider;

import io.staffetta.outcome.Outcome;

/**
 * The request may have reached the provider. A person decides, unless the account says otherwise, since another attempt may
 * send the message twice.
 */
public final class UnknownOutcomeException extends SubmissionException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what happened, in words
     * @param httpStatus status of the answer; 0 if there was none
     * @param providerCode the provider's own code; empty if it gave none
     */
    public UnknownOutcomeException(String detail, int httpStatus, String providerCode) {
        super(Outcome.UNKNOWN, detail, httpStatus, providerCode, null);
    }

    /**
     * @param detail what happened, in words
     * @param cause what failed after the request was, or may have been, written
     */
    public UnknownOutcomeException(String detail, Throwable cause) {
        super(Outcome.UNKNOWN, detail, 0, "", cause);
    }
}
