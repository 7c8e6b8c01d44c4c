package io.staffetta.broker;

/** What is done with all messages of a batch together, on the thread that received them and in their local transaction. */
public interface BatchWork {

    /** A batch begins. */
    void begin();

    /**
     * All messages of the batch have been handed over, and their transaction is about to be committed.
     *
     * @throws RuntimeException if it must be rolled back
     */
    void finish();
}
