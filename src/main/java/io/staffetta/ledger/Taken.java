package io.staffetta.ledger;

import java.util.List;

/**
 * What became of messages that came in together.
 *
 * @param first the messages that came first with the same reference, in the order of their recipients; empty if these did,
 *     and so are to be sent
 * @param conflict id of the first message with the same reference, if that had another recipient or text: then these are a
 *     mistake, and nothing of them was entered; else empty
 */
public record Taken(List<MessageRecord> first, String conflict) {

    static final Taken NEW = new Taken(List.of(), "");

    /** Whether the same reference came before with another recipient or text. */
    public boolean isConflict() {
        return !conflict.isEmpty();
    }

    /** Whether messages with the same reference came before, so that these are not to be sent. */
    public boolean isDuplicate() {
        return !first.isEmpty();
    }

    /**
     * Whether it is not certain that the first ones were put on their queues, as when the answer to their sender was lost in a
     * crash. Putting them there again under the same ids is safe.
     */
    public boolean isUncertain() {
        return isDuplicate() && first.stream().allMatch(message -> message.state() == State.TAKEN);
    }
}
