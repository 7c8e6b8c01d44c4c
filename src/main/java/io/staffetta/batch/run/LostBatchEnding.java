package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.rows.RowLedgerLookup;
import io.staffetta.batch.text.ErrorText;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.batch.BatchCut;
import io.staffetta.ledger.batch.BatchEnds;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.MessageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends batches whose files are lost with a gateway that is gone: what waits of them is cancelled, what was taken is counted, and
 * nothing is written. If their files come back with that gateway, they go to {@code error}.
 *
 * <p>Not thread-safe.
 */
final class LostBatchEnding {

    private static final Logger LOG = LoggerFactory.getLogger(LostBatchEnding.class);
    private static final String JOB = "lost-batches ";

    private final Ledger ledger;
    private final Batches batches;
    private final Map<String, BatchFolder> folders;

    /**
     * @param folders the batch folders of this process, by name
     */
    LostBatchEnding(Ledger ledger, Batches batches, Map<String, BatchFolder> folders) {
        this.ledger = ledger;
        this.batches = batches;
        this.folders = folders;
    }

    /** Takes the next step with each. */
    void step() throws IOException {
        batches.lost().own().forEach(this::end);
        for (BatchRecord batch : batches.lost().ended()) {
            BatchFolder folder = folders.get(batch.file().folder());
            if (folder != null && Files.isDirectory(folder.work().resolve(batch.id()))) {
                putAway(batch, folder);
            }
        }
    }

    private void end(BatchRecord batch) {
        batches.lost().cancelMessages(batch.id());
        count(batch);
        BatchRecord counted = batches.find(batch.id()).orElseThrow();
        BatchEnds ends = batches.lost().ends(counted);
        batches.work().ended(batch.id(), ends);
        if (ends.ended() >= counted.counts().messages()) {
            batches.work().finish(batch.id());
            LOG.info(
                    "Batch {} is ended without its file, which gateway {} had: {} of {} rows were taken",
                    batch.id(),
                    batch.file().lostWith(),
                    counted.counts().taken(),
                    counted.file().rows());
        }
    }

    /** The group that was being taken when the gateway died may be taken, and is not counted yet. */
    private void count(BatchRecord batch) {
        long position = batch.progress().position();
        long rows = batch.file().rows();
        if (position < rows) {
            Map<Long, List<MessageRecord>> group =
                    RowLedgerLookup.of(ledger, batch).of(RowLedgerLookup.numbers(position + 1, rows));
            batches.work()
                    .cutShort(
                            batch.id(),
                            new BatchCut(
                                    position,
                                    group.size(),
                                    group.values().stream().mapToInt(List::size).sum(),
                                    batch.progress().resultBytes(),
                                    batch.detail()));
        }
    }

    private void putAway(BatchRecord batch, BatchFolder folder) throws IOException {
        if (!ledger.jobs().take(JOB + folder.name())) {
            return;
        }
        BatchFiles files = new BatchFiles(folder, batch.id(), batch.file().name());
        if (files.isMoved()) {
            files.work().remove();
            return;
        }
        String why = "The batch was cancelled at " + batch.times().finishedAt()
                + ", while this gateway was gone: nothing more"
                + " of it is sent. Drop the same file again to send the rows that are not sent yet";
        files.failed(ErrorText.of(batch.file().name(), "the file as a whole", why));
        LOG.warn("The file of batch {} is in error: {}", batch.id(), why);
    }
}
