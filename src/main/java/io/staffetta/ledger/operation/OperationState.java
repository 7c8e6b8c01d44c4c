package io.staffetta.ledger.operation;

/** Names how far an operation is. */
public enum OperationState {
    /** A dry run: its set is fixed, and nothing is done until somebody says so. */
    PLANNED,
    /** It waits for its first turn. */
    WAITING,
    /** Some of its messages have had their turn. */
    RUNNING,
    /** It is known of each of its messages what became of it. */
    DONE,
    /** Somebody has ended it; what was done until then stays done. */
    CANCELLED;

    /** Whether messages of it may still have their turn. */
    public boolean isOpen() {
        return this == WAITING || this == RUNNING;
    }
}
