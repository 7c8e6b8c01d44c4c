package io.staffetta.ledger;

import java.util.List;

/**
 * What became of messages that came in together.
 *
 * @param first the messages that came first with the same reference, in the order of their recipients; empty if these did,
 *     and so are to be sent
 */
public record Taken(List<MessageRecord> first) {

    static final Taken NEW = new Taken(List.of());

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
