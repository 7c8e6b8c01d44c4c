package io.staffetta.delivery;

import io.staffetta.account.AccountDisabledException;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.ReferenceConflictException;
import io.staffetta.provider.SubmissionException;

/** Names why a message is in the dead letter queue. */
public enum Reason {
    /** It cannot be read, or breaks a rule that no provider could mend. */
    MALFORMED,
    /** Its reference came before with another recipient or text. */
    REFERENCE_CONFLICT,
    /** It names an account that is not configured. */
    UNKNOWN_ACCOUNT,
    /** It names, or the rules chose, an account that is switched off. */
    ACCOUNT_DISABLED,
    /** The provider will not take it. */
    REFUSED,
    /** Its deadline passed before an attempt. */
    EXPIRED,
    /** Attempts were made, and no further one is allowed or fits before its deadline. */
    EXHAUSTED,
    /** The provider may have it: a person decides. */
    UNKNOWN;

    /**
     * Property of an exchange with what failed: Camel's {@code Exchange.EXCEPTION_CAUGHT}. Not the annotation
     * {@code @ExchangeException}, which finds the innermost cause.
     */
    public static final String CAUGHT = "CamelExceptionCaught";

    /** The reason that a failure gives. Any that says nothing about the provider is of unknown outcome, to be safe. */
    public static Reason of(Exception failure) {
        if (failure instanceof SubmissionException answer) {
            return switch (answer.outcome().kind()) {
                case REFUSED -> REFUSED;
                case BUSY, NOT_SENT -> EXHAUSTED;
                case UNKNOWN, ACCEPTED, ACCOUNT_UNUSABLE -> UNKNOWN;
            };
        }
        if (failure instanceof ReferenceConflictException) {
            return REFERENCE_CONFLICT;
        }
        if (failure instanceof InvalidMessageException) {
            return MALFORMED;
        }
        if (failure instanceof ExpiredException) {
            return EXPIRED;
        }
        if (failure instanceof UnknownAccountException) {
            return UNKNOWN_ACCOUNT;
        }
        return failure instanceof AccountDisabledException ? ACCOUNT_DISABLED : UNKNOWN;
    }
}
