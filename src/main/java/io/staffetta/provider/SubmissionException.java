package io.staffetta.provider;

import io.staffetta.message.Outcome;

/**
 * The provider did not accept a message: carries the {@link Outcome} through the routes. One subclass for each kind, because the
 * error handling of the routes chooses by class. This class turns outcomes into exceptions, and exceptions into outcomes.
 */
public abstract sealed class SubmissionException extends RuntimeException
        permits RefusedException, BusyException, NotSentException, AccountUnusableException, UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    SubmissionException(Outcome outcome, Throwable cause) {
        super(outcome.detail(), cause);
        this.outcome = outcome;
    }

    /**
     * The exception for an outcome. One that is accepted has none, and is taken for unknown, which nobody tries again.
     *
     * @param cause what was thrown; {@code null} if nothing was
     */
    public static SubmissionException of(Outcome outcome, Throwable cause) {
        if (outcome instanceof Outcome.Refused refused) {
            return new RefusedException(refused, cause);
        } else if (outcome instanceof Outcome.Busy busy) {
            return new BusyException(busy, cause);
        } else if (outcome instanceof Outcome.NotSent notSent) {
            return new NotSentException(notSent, cause);
        } else if (outcome instanceof Outcome.AccountUnusable unusable) {
            return new AccountUnusableException(unusable, cause);
        } else if (outcome instanceof Outcome.Unknown unknown) {
            return new UnknownOutcomeException(unknown, cause);
        }
        return new UnknownOutcomeException(
                new Outcome.Unknown(outcome.detail(), 0, "", outcome.providerMessageId(), null), cause);
    }

    /** The outcome of an attempt that ended with a failure; unknown, to be safe, if it says nothing about the provider. */
    public static Outcome outcomeOf(Exception failure) {
        return failure instanceof SubmissionException answer
                ? answer.outcome
                : Outcome.Unknown.of(String.valueOf(failure));
    }

    /** What is known now. */
    public Outcome outcome() {
        return outcome;
    }
}
