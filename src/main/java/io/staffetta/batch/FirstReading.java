package io.staffetta.batch;

import io.staffetta.ledger.BatchRecord;
import io.staffetta.ledger.BatchState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;

/**
 * The first reading of a batch's file, to its end, and what follows from it at once: that it cannot be read, or that its content
 * came before.
 *
 * <p>Not thread-safe.
 */
final class FirstReading {

    private static final String SAME = "The same content came before, as batch ";

    private final BatchFolder folder;
    private final BatchRun.Tools tools;
    private final String id;
    private final BatchFiles files;
    private final BatchProgress progress;
    private final Losses losses;
    private final Changes changes;
    private Preparation read;

    FirstReading(
            BatchFolder folder,
            BatchRun.Tools tools,
            String id,
            BatchFiles files,
            BatchProgress progress,
            Losses losses,
            Changes changes) {
        this.folder = folder;
        this.tools = tools;
        this.id = id;
        this.files = files;
        this.progress = progress;
        this.changes = changes;
        this.losses = losses;
    }

    /** Reads the file, unless it has been; see {@link BatchRun#step} for what it returns and throws. */
    Optional<Duration> step(BatchRecord batch) throws IOException {
        try {
            if (read == null) {
                read = read(batch);
            }
        } catch (BatchFileException e) {
            tools.batches().note(id, e.getMessage());
            files.failed(e);
            tools.batches().leave(id, BatchState.FAILED, "");
            progress.warn("cannot be read, and was moved to " + folder.error() + ": " + e.getMessage());
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return gone(batch);
        }
        String first = tools.batches()
                .prepared(
                        batch,
                        read.digest(),
                        read.rows(),
                        read.directive().sendAt().orElse(null),
                        read.directive().json());
        String detail = first.equals(id) ? "" : SAME + first;
        if (!batch.detail().equals(detail)) {
            tools.batches().note(id, detail);
        }
        return first.equals(id) ? Optional.of(BatchRun.AT_ONCE) : again(batch, first);
    }

    private Preparation read(BatchRecord batch) throws IOException {
        FileTime before = changes.time();
        Preparation found;
        try {
            found = Preparation.of(files.file(), batch.name(), folder.defaults(), tools.isStopping());
        } catch (BatchFileException e) {
            // That it was not whole is the reason for it.
            changes.requireSize(batch);
            throw e;
        }
        changes.requireSize(batch);
        changes.checked(before);
        return found;
    }

    private Optional<Duration> gone(BatchRecord batch) throws IOException {
        if (files.isMoved()) {
            // That was cut off after the file was moved.
            boolean isSame = batch.detail().startsWith(SAME);
            tools.batches().leave(id, isSame ? BatchState.DONE : BatchState.FAILED, "");
            return Optional.empty();
        }
        Optional<String> why = losses.file(batch);
        if (why.isPresent()) {
            tools.batches().note(id, why.get());
            files.failed(ErrorText.of(batch.name(), "the file as a whole", why.get()));
            tools.batches().leave(id, BatchState.FAILED, why.get());
            progress.warn(why.get() + "; nothing of it is sent");
        }
        return why.isPresent() ? Optional.empty() : Optional.of(BatchRun.LATER);
    }

    private Optional<Duration> again(BatchRecord batch, String firstId) throws IOException {
        BatchRecord first = tools.batches().find(firstId).orElseThrow();
        BatchFiles answered = new BatchFiles(folder, firstId, first.name());
        if (!files.isMoved() && !WorkFiles.isThere(files.file())) {
            return gone(batch);
        }
        if (batch.state() != BatchState.CANCELLED
                && !first.isFinished()
                && (first.state() == BatchState.CANCELLED
                        || first.isCutShort()
                        || answered.result().isEmpty())) {
            // Its answers, and what of it is sent, are not known yet.
            return Optional.of(BatchRun.LATER);
        }
        files.again(answered);
        tools.batches().leave(id, BatchState.DONE, "");
        progress.say("nothing is sent, since the same content came before, as batch " + firstId);
        return Optional.empty();
    }
}
