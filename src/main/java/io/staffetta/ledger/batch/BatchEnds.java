package io.staffetta.ledger.batch;

import io.staffetta.ledger.history.State;

/**
 * Counts the messages of a batch by their final states.
 *
 * @param ended all that have
 * @param accepted those that a provider took
 * @param dead those in the dead letter queue, or discarded from there
 * @param cancelled those that were not sent since the batch was cancelled
 */
public record BatchEnds(long ended, long accepted, long dead, long cancelled) {

    /** No message. */
    public static final BatchEnds NONE = new BatchEnds(0, 0, 0, 0);

    /** The same with a message more in a state that is an end. */
    public BatchEnds plus(State state) {
        return plus(state, 1);
    }

    /** The same with some messages more in a state that is an end. */
    BatchEnds plus(State state, long messages) {
        return new BatchEnds(
                ended + messages,
                accepted + (state.isSent() ? messages : 0),
                dead + (state == State.DEAD ? messages : 0),
                cancelled + (state == State.CANCELLED ? messages : 0));
    }
}
