package io.staffetta.broker;

/** What is done with all messages of a batch together, on the thread that received them and in their local transaction. */
public interface BatchWork {

    /** Nothing: each message is done by itself. */
    BatchWork NONE = new BatchWork() {
        @Override
        public void begin() {
            // Nothing to prepare.
        }

        @Override
        public void finish() {
            // Nothing is left to do.
        }
    };

    /** A batch begins. */
    void begin();

    /**
     * All messages of the batch have been handed over, and their transaction is about to be committed.
     *
     * @throws RuntimeException if it must be rolled back
     */
    void finish();
}
