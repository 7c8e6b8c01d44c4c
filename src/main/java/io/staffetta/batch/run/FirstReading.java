package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.result.ResultWriter;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.ErrorText;
import io.staffetta.ledger.batch.BatchGroup;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the file of a batch once to its end, and decides at once what follows: that it cannot be read, or that its
 * content came before.
 *
 * <p>Not thread-safe.
 */
final class FirstReading {

    private static final String SAME = "The same content came before, as batch ";

    private final BatchFolder folder;
    private final BatchTools tools;
    private final String id;
    private final BatchFiles files;
    private final BatchProgress progress;
    private final LostFiles losses;
    private final ChangedFiles changes;
    private Preparation read;
    private long looked = System.nanoTime();

    FirstReading(
            BatchFolder folder,
            BatchTools tools,
            String id,
            BatchFiles files,
            BatchProgress progress,
            LostFiles losses,
            ChangedFiles changes) {
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
        if (batch.state() == BatchState.CANCELLED) {
            return unread(batch);
        }
        try {
            if (read == null) {
                read = read(batch);
            }
        } catch (InterruptedIOException e) {
            return Optional.of(Again.AT_ONCE);
        } catch (BatchFileException e) {
            tools.batches().work().note(id, e.getMessage());
            files.failed(e);
            tools.batches().work().leave(id, BatchState.FAILED, "");
            progress.warn("cannot be read, and was moved to " + folder.error() + ": " + e.getMessage());
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return gone(batch);
        }
        String first = tools.batches()
                .work()
                .prepared(
                        batch,
                        read.digest(),
                        read.rows(),
                        read.directive()
                                .sendAt()
                                .or(folder::sendAt)
                                .map(sendAt -> sendAt.of(batch.times().createdAt()))
                                .orElse(null),
                        read.directive().json());
        String detail = first.equals(id) ? "" : SAME + first;
        if (!batch.detail().equals(detail)) {
            tools.batches().work().note(id, detail);
        }
        return first.equals(id) ? Optional.of(Again.AT_ONCE) : again(batch, first);
    }

    private Preparation read(BatchRecord batch) throws IOException {
        FileTime before = changes.time();
        Preparation found;
        try {
            found = Preparation.of(files.file(), batch.file().name(), folder.defaults(), this::isOver);
        } catch (BatchFileException e) {
            // That it was not whole is the reason for it.
            changes.requireSize(batch);
            throw e;
        }
        changes.requireSize(batch);
        changes.checked(before);
        return found;
    }

    /** Whether the gateway stops, or the batch was cancelled; looks once a second. */
    private boolean isOver() {
        if (tools.isStopping().getAsBoolean()) {
            return true;
        }
        long now = System.nanoTime();
        if (now - looked < Again.LATER.toNanos()) {
            return false;
        }
        looked = now;
        return tools.batches()
                .find(id)
                .map(batch -> batch.state() == BatchState.CANCELLED)
                .orElse(true);
    }

    /** Answers a file that was cancelled before its rows were known: by answers without rows. */
    private Optional<Duration> unread(BatchRecord batch) throws IOException {
        // Not while its share is away.
        losses.file(batch);
        tools.batches().work().note(id, "It was cancelled before its file was read; nothing of it is sent");
        files.work().make();
        try (ResultWriter none = files.answers(0, 0)) {
            tools.batches()
                    .work()
                    .progress(id, new BatchGroup(0, 0, 0, 0, 0, 0, none.force().result(), 0, true));
        }
        return Optional.of(Again.AT_ONCE);
    }

    private Optional<Duration> gone(BatchRecord batch) throws IOException {
        if (files.isMoved()) {
            // That was cut off after the file was moved.
            tools.batches().work().leave(id, BatchState.FAILED, "");
            return Optional.empty();
        }
        Optional<String> why = losses.file(batch);
        if (why.isPresent()) {
            tools.batches().work().note(id, why.get());
            files.failed(ErrorText.of(batch.file().name(), "the file as a whole", why.get()));
            tools.batches().work().leave(id, BatchState.FAILED, why.get());
            progress.warn(why.get() + "; nothing of it is sent");
        }
        return why.isPresent() ? Optional.empty() : Optional.of(Again.LATER);
    }

    private Optional<Duration> again(BatchRecord batch, String firstId) throws IOException {
        BatchRecord first = tools.batches().find(firstId).orElseThrow();
        BatchFiles answered = new BatchFiles(folder, firstId, first.file().name());
        if (!WorkFiles.isThere(files.file())) {
            return gone(batch);
        }
        if (!first.isFinished()
                && (first.state() == BatchState.CANCELLED || first.isCutShort() || !answered.isAnswered())) {
            // Its answers, and what of it is sent, are not known yet.
            return Optional.of(Again.LATER);
        }
        tools.batches().work().sameAs(id, firstId);
        return Optional.of(Again.AT_ONCE);
    }
}
