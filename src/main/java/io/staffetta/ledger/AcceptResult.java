package io.staffetta.ledger;

import io.staffetta.ledger.history.MessageRecord;
import java.util.List;

/**
 * Holds the result of recording messages that came in together.
 *
 * @param first the messages that came first with the same reference, in the order of their recipients; empty if these did,
 *     and so are to be sent
 * @param conflict id of the first message with the same reference, if that had another recipient or text: then these are a
 *     mistake, and nothing of them was entered; else empty
 * @param isUncertain whether it is not certain that the first ones are on their queues, since no attempt at them has begun.
 *     Putting them there again under the same ids is safe.
 */
public record AcceptResult(List<MessageRecord> first, String conflict, boolean isUncertain) {

    /** Whether the same reference came before with another recipient or text. */
    public boolean isConflict() {
        return !conflict.isEmpty();
    }

    /** Whether messages with the same reference came before, so that these are not to be sent. */
    public boolean isDuplicate() {
        return !first.isEmpty();
    }
}
