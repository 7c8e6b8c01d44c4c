package io.staffetta.ledger.batch;

/** Names the state of a batch. Beside it, a batch may be paused. */
public enum BatchState {
    /** Its file is being read to the end; nothing is sent. */
    PREPARING,
    /** Its file can be read; its rows are not to be taken yet. */
    WAITING,
    /** Its rows are being taken. */
    RUNNING,
    /** All rows are taken; not all messages have come to their end. */
    SENDING,
    /** All messages have come to their end. */
    DONE,
    /** Somebody cancelled it: what is not sent yet will not be. */
    CANCELLED,
    /** Its file cannot be read, or was lost before all its rows were taken. */
    FAILED;

    /** Whether it may still be cancelled. */
    public boolean isUnderWay() {
        return this != DONE && this != CANCELLED && this != FAILED;
    }

    /** Whether it may be paused: rows may still be taken. */
    public boolean takesRows() {
        return this == PREPARING || this == WAITING || this == RUNNING;
    }
}
