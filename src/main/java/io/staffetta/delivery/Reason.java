package io.staffetta.delivery;

/** Why a message is in the dead letter queue. */
public enum Reason {
    /** It cannot be read, or breaks a rule that no provider could mend. */
    MALFORMED,
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
    UNKNOWN
}
