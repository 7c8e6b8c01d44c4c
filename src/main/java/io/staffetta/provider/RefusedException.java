package io.staffetta.provider;

import io.staffetta.message.Outcome;

/** The provider will never take this message. It goes to the dead letter queue. */
public final class RefusedException extends SubmissionException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what happened, in words
     * @param httpStatus status of the answer; 0 if there was none
     * @param providerCode the provider's own code; empty if it gave none
     */
    public RefusedException(String detail, int httpStatus, String providerCode) {
        this(new Outcome.Refused(detail, httpStatus, providerCode), null);
    }

    RefusedException(Outcome.Refused outcome, Throwable cause) {
        super(outcome, cause);
    }
}
