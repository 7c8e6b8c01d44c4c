package io.staffetta.batch.run;

import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;

/** Names what is to be done next with a batch that is not finished. */
enum BatchStage {
    /** Its content came before: it gets the answers of the batch that came first. */
    REPEATED,
    /** All its rows have their answers: its messages are followed to their ends. */
    ANSWERED,
    /** A person has paused it. */
    PAUSED,
    /** Its file has not been read to the end. */
    UNREAD,
    /** Its rows may not be taken yet. */
    WAITING,
    /** Its rows are taken, or cancelled. */
    RUNNING;

    static BatchStage of(BatchRecord batch) {
        if (!batch.links().sameAs().isEmpty()) {
            return REPEATED;
        }
        if (isAnswered(batch)) {
            return ANSWERED;
        }
        if (batch.isPaused() && batch.state() != BatchState.CANCELLED) {
            return PAUSED;
        }
        if (batch.file().digest().isEmpty()) {
            return UNREAD;
        }
        return batch.state() == BatchState.WAITING ? WAITING : RUNNING;
    }

    /** Whether rows are still to be read or taken: else there are only messages to be followed. */
    boolean hasRowsLeft() {
        return this != REPEATED && this != ANSWERED;
    }

    /** The header of the result is written with the first group, even if that has no row. */
    private static boolean isAnswered(BatchRecord batch) {
        return batch.state() == BatchState.SENDING
                || (batch.progress().position() == batch.file().rows()
                        && batch.progress().resultBytes() > 0);
    }
}
