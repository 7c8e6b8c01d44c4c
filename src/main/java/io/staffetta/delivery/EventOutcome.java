package io.staffetta.delivery;

import io.staffetta.ledger.history.State;
import io.staffetta.message.Outcome;
import io.staffetta.provider.DeliveryReport;
import java.util.Arrays;

/**
 * Outcome as an event names it: of an attempt, of a message that is given up, of a delivery report, or the state of a message that
 * came before. The names are what subscribers select by.
 */
public enum EventOutcome {
    /** The provider took the message. */
    ACCEPTED,
    /** The provider will take it later. */
    BUSY,
    /** The request never left. */
    NOT_SENT,
    /** The account cannot send. */
    ACCOUNT_UNUSABLE,
    /** Given up, see {@link Reason#MALFORMED}. */
    MALFORMED,
    /** Given up, see {@link Reason#REFERENCE_CONFLICT}. */
    REFERENCE_CONFLICT,
    /** Given up, see {@link Reason#UNKNOWN_ACCOUNT}. */
    UNKNOWN_ACCOUNT,
    /** Given up, see {@link Reason#ACCOUNT_DISABLED}. */
    ACCOUNT_DISABLED,
    /** The provider will never take it. */
    REFUSED,
    /** Given up, see {@link Reason#EXPIRED}. */
    EXPIRED,
    /** Given up, see {@link Reason#EXHAUSTED}. */
    EXHAUSTED,
    /** The provider may have it. */
    UNKNOWN,
    /** A person has discarded it from the dead letter queue. */
    DISCARDED,
    /** A delivery report says that it reached the recipient. */
    DELIVERED,
    /** A delivery report says that it will not reach the recipient. */
    UNDELIVERED,
    /** It came before, and is on its account's queue. */
    QUEUED,
    /** It came before, and waits for its next attempt. */
    WAITING,
    /** It came before, and an earlier version was taking it in. */
    TAKEN,
    /** It came before, and is about to be a dead letter. */
    DYING,
    /** It came before, and is a dead letter for a reason that is not known. */
    DEAD,
    /** It came before, and its batch was cancelled. */
    CANCELLED;

    /** The outcome of an attempt. */
    public static EventOutcome of(Outcome outcome) {
        return valueOf(outcome.kind().name());
    }

    /** The outcome of a message that is given up. */
    public static EventOutcome of(Reason reason) {
        return valueOf(reason.name());
    }

    /** The outcome that a final delivery report tells. */
    public static EventOutcome of(DeliveryReport.State state) {
        return valueOf(state.name());
    }

    /**
     * Where a message stands that came before.
     *
     * @param reason why it is a dead letter, as the ledger names it, if it is one
     */
    public static EventOutcome of(State state, String reason) {
        if (state != State.DEAD) {
            return valueOf(state.name());
        }
        return Arrays.stream(Reason.values())
                .filter(known -> known.name().equals(reason))
                .findFirst()
                .map(EventOutcome::of)
                .orElse(DEAD);
    }

    /** Whether nobody need look at a message of which nothing further is told. */
    public boolean isGood() {
        return this == ACCEPTED || this == DELIVERED;
    }

    /** Whether a provider has the message, whatever became of it there. */
    public boolean isSent() {
        return this == ACCEPTED || this == DELIVERED || this == UNDELIVERED;
    }
}
