package io.staffetta.ledger.operation;

/** Names the result for one message of an operation. */
public enum ItemOutcome {
    /** It was done. */
    DONE,
    /** Left: nothing has this id. */
    NOT_FOUND,
    /** Left: its deadline has passed, and the operation gives no other. */
    EXPIRED,
    /** Left: a provider may have it, and it was not asked for by id, reason or phase. */
    PERHAPS_SENT,
    /** Left: its outcome is known, so that there is nothing to settle. */
    NOT_UNKNOWN,
    /** Left: somebody else than the gateway has put it there; it can only be discarded. */
    NOT_OURS,
    /** Left: it does not wait, or an attempt is under way. */
    NOT_WAITING,
    /** Left: it is on its way to this account already. */
    ALREADY_THERE,
    /** Left: the other account cannot carry it. */
    NOT_CARRIED,
    /** Left: its sender wants it sent later. */
    SCHEDULED,
    /** It was there when the set was fixed, and was not there any more. */
    GONE,
    /** The operation was cancelled before its turn. */
    CANCELLED
}
