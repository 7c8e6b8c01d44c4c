package io.staffetta.batch.run;

import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out that the file of a batch, or what has been written of its answers, was deleted. While that is not certain, since
 * the folder may be away, it is an error, after which to try again.
 *
 * <p>Not thread-safe.
 */
final class LostFiles {

    /** What some shares cannot find for a moment is not deleted. */
    private static final Duration MOMENT = Duration.ofSeconds(3);

    private static final String EARLY = " out of work before all was done";

    private final WorkFiles files;
    private long missingSince;
    private boolean missing;

    LostFiles(WorkFiles files) {
        this.files = files;
    }

    /**
     * Looks whether the file and its answers are there, as long as rows are taken.
     *
     * @return what was deleted, in words; empty if nothing was
     * @throws IOException if that is not certain
     */
    Optional<String> any(BatchRecord batch) throws IOException {
        Optional<String> file = file(batch);
        Optional<String> answers = file.isPresent() ? file : result(batch);
        return answers.isPresent()
                ? answers
                : missing(
                        batch,
                        files.rejectedRows(),
                        WorkFiles.size(files.rejectedRows()) < batch.progress().rejectedBytes());
    }

    /** The same of the file alone. */
    Optional<String> file(BatchRecord batch) throws IOException {
        return missing(batch, files.file(), !WorkFiles.isThere(files.file()));
    }

    /** The same of the result alone. */
    Optional<String> result(BatchRecord batch) throws IOException {
        return missing(
                batch,
                files.result(),
                WorkFiles.size(files.result()) < batch.progress().resultBytes());
    }

    private Optional<String> missing(BatchRecord batch, Path file, boolean isMissing) throws IOException {
        if (!isMissing) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        if (!missing) {
            missing = true;
            missingSince = now;
        }
        boolean isMoment = now - missingSince < MOMENT.toNanos() && batch.state() != BatchState.CANCELLED;
        if (isMoment || !files.isPlace(batch.file().place())) {
            throw new IOException(file + " is not there, or not all of it. If its share is away, bring that back; if"
                    + " somebody deleted it, end it by: batches cancel " + batch.id());
        }
        return Optional.of((file.equals(files.file()) ? "Its file was deleted" : "Its answers were deleted") + EARLY);
    }

    /** All was there: what is missing from now on is so since then. */
    void forget() {
        missing = false;
    }
}
