package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.store.LedgerAwayException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the files of batches that ended long ago; what fails is left for the next time. */
final class OldBatchFiles implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OldBatchFiles.class);
    private static final int GROUP = 500;
    /** While the clock is not to be believed nothing is deleted for its age. */
    private static final String RETENTION = "retention";

    private final Ledger ledger;
    private final Batches batches;
    private final Map<String, BatchFolder> folders;
    private final Duration keep;
    private final Clock clock;

    /**
     * @param folders the batch folders of this process, by name
     * @param keep age after the end of a batch, above zero
     */
    OldBatchFiles(Ledger ledger, Batches batches, Map<String, BatchFolder> folders, Duration keep, Clock clock) {
        this.ledger = ledger;
        this.batches = batches;
        this.folders = folders;
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant before = clock.instant().minus(keep);
        int deleted = 0;
        try {
            String last = "";
            List<BatchRecord> old;
            do {
                if (ledger.jobs().hold(RETENTION).isPresent()) {
                    return;
                }
                old = batches.finishedBefore(before, last, GROUP);
                for (BatchRecord batch : old) {
                    last = batch.id();
                    deleted += delete(batch, before);
                }
            } while (old.size() == GROUP);
        } catch (LedgerAwayException e) {
            LOG.debug("Old files of batches are not deleted now", e);
        } finally {
            if (deleted > 0) {
                LOG.info("{} files deleted of batches that ended before {}", deleted, before);
            }
        }
    }

    private int delete(BatchRecord batch, Instant before) {
        BatchFolder folder = folders.get(batch.file().folder());
        if (folder == null) {
            return 0;
        }
        try {
            return new BatchFiles(folder, batch.id(), batch.file().name()).delete(before);
        } catch (IOException e) {
            LOG.debug("The files of batch {} are not deleted now", batch.id(), e);
            return 0;
        }
    }
}
