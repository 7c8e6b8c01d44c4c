package io.staffetta.provider;

import io.staffetta.message.Outcome;

/** The account cannot send, whatever the message. It is parked, and its messages wait. */
public final class AccountUnusableException extends SubmissionException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what happened, in words
     * @param httpStatus status of the answer; 0 if there was none
     * @param providerCode the provider's own code; empty if it gave none
     */
    public AccountUnusableException(String detail, int httpStatus, String providerCode) {
        this(new Outcome.AccountUnusable(detail, httpStatus, providerCode), null);
    }

    AccountUnusableException(Outcome.AccountUnusable outcome, Throwable cause) {
        super(outcome, cause);
    }
}
