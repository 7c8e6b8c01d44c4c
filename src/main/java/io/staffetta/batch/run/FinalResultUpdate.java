package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.result.ResultEnds;
import io.staffetta.ledger.batch.BatchEnds;
import io.staffetta.ledger.batch.BatchRecord;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the counts and the final answer of a finished batch anew, when people have redriven or discarded dead letters of it and
 * these have come to their end again.
 */
final class FinalResultUpdate {

    /** A redrive of many is done in several transactions: one new answer is made for all of it. */
    static final Duration QUIET = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(FinalResultUpdate.class);

    private final BatchTools tools;

    FinalResultUpdate(BatchTools tools) {
        this.tools = tools;
    }

    /**
     * Makes them, if it is time to.
     *
     * @throws IOException if a file fails; to be tried again
     */
    void make(BatchRecord batch, BatchFolder folder) throws IOException {
        if (batch.times().againAt().plus(QUIET).isAfter(tools.clock().instant())
                || tools.batches().areOnTheWayAgain(batch.id())) {
            return;
        }
        CompletionTracker watch = new CompletionTracker(tools.batches());
        BatchFiles files = new BatchFiles(folder, batch.id(), batch.file().name());
        boolean isMade = files.last().endAnew(some -> ResultEnds.of(tools.ledger(), some), watch::addEarlier);
        watch.lookAtEarlier();
        tools.batches()
                .work()
                .upToDate(
                        batch,
                        isMade
                                ? watch.ends()
                                : new BatchEnds(
                                        batch.counts().ended(),
                                        batch.counts().accepted(),
                                        batch.counts().dead(),
                                        batch.counts().cancelled()));
        if (isMade) {
            LOG.info("Batch {}: its counts and its final answer are up to date after a redrive or discard", batch.id());
        } else {
            LOG.warn(
                    "Batch {}: its result files are gone, so no new final result is made after a redrive or discard",
                    batch.id());
        }
    }
}
