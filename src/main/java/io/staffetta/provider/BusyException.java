package io.staffetta.provider;

import io.staffetta.message.Outcome;
import java.time.Duration;

/** The provider did not take the message, and will take it later. */
public final class BusyException extends SubmissionException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what happened, in words
     * @param httpStatus status of the answer
     * @param providerCode the provider's own code; empty if it gave none
     * @param retryAfter how long the provider asked to wait; zero if it did not say
     */
    public BusyException(String detail, int httpStatus, String providerCode, Duration retryAfter) {
        this(new Outcome.Busy(detail, httpStatus, providerCode, retryAfter), null);
    }

    BusyException(Outcome.Busy outcome, Throwable cause) {
        super(outcome, cause);
    }

    /** How long the provider asked to wait; zero if it did not say. */
    public Duration retryAfter() {
        return outcome().retryAfter();
    }
}
