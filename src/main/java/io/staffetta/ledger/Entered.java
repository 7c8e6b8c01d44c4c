package io.staffetta.ledger;

import io.staffetta.ledger.store.EntryRefusedException;
import io.staffetta.message.InvalidMessageException;
import java.util.List;

/**
 * Holds the result of a request, all or none of whose messages are entered.
 *
 * @param taken one for each of its messages, in their order; empty if one was refused
 * @param refused place of the message that the ledger does not keep, from 0; -1 if it keeps all of them
 * @param isLost whether that is a row of a batch that another gateway has ended, since this one was not heard of
 */
public record Entered(List<AcceptResult> taken, int refused, boolean isLost) {

    private static final int NONE = -1;

    static Entered of(List<AcceptResult> taken) {
        return new Entered(taken, NONE, false);
    }

    static Entered refused(int index) {
        return new Entered(List.of(), index, false);
    }

    static Entered ofLostBatch() {
        return new Entered(List.of(), 0, true);
    }

    /** Why the refused message is not kept, as an error of it. */
    public InvalidMessageException refusal() {
        return isLost
                ? new InvalidMessageException(
                        "", "is not taken: another gateway has ended its batch, since this one was not heard of")
                : new EntryRefusedException(null).ofMessage();
    }

    /** Whether the ledger does not keep a value of one of its messages, so that nothing of it was entered. */
    public boolean isRefused() {
        return refused != NONE;
    }
}
