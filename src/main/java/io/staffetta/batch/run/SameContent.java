package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Handles a file whose content came before: nothing of it is sent, and it gets the answers of the batch that came
 * first, the final one when that has its end.
 *
 * <p>Not thread-safe.
 */
final class SameContent {

    private final BatchFolder folder;
    private final BatchTools tools;
    private final String id;
    private final BatchFiles files;
    private final BatchProgress progress;
    private boolean placed;

    SameContent(BatchFolder folder, BatchTools tools, String id, BatchFiles files, BatchProgress progress) {
        this.folder = folder;
        this.tools = tools;
        this.id = id;
        this.files = files;
        this.progress = progress;
    }

    /** See {@link BatchRun#step}. */
    Optional<Duration> step(BatchRecord batch) throws IOException {
        Optional<BatchRecord> first = tools.batches().find(batch.links().sameAs());
        BatchFiles answered = new BatchFiles(
                folder,
                batch.links().sameAs(),
                first.map(one -> one.file().name()).orElse(batch.file().name()));
        if (!placed) {
            files.again(answered);
            placed = true;
            progress.say("nothing is sent, since the same content came before, as batch "
                    + batch.links().sameAs());
        }
        if (batch.state() != BatchState.CANCELLED
                && first.map(before -> !before.isFinished()).orElse(false)) {
            return Optional.of(Again.LATER);
        }
        files.endAgain(answered);
        tools.batches().work().leave(id, BatchState.DONE, "");
        return Optional.empty();
    }
}
