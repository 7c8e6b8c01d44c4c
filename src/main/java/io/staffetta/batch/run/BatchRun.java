package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.rows.RowLedgerLookup;
import io.staffetta.batch.text.ErrorText;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Works on one batch, a step at a time. What it has come to is in the ledger after each step: after a failure it goes on from
 * there, in this process or another.
 *
 * <p>Not thread-safe.
 */
final class BatchRun implements Closeable {

    private final BatchTools tools;
    private final String id;
    private final BatchFiles files;
    private final IncompleteBatchResult cut;
    private final LostFiles losses;
    private final ChangedFiles changes;
    private final BatchProgress progress;
    private final FirstReading reading;
    private final SameContent same;
    private final BatchEnding ending;
    private final Waits waits;
    private final RowGroupProcessor group;
    private final WaitNotes notes;
    private boolean isSwept;

    BatchRun(BatchRecord batch, BatchFolder folder, BatchTools tools) {
        this.tools = tools;
        id = batch.id();
        files = new BatchFiles(folder, id, batch.file().name());
        cut = new IncompleteBatchResult(tools.ledger(), files.work());
        losses = new LostFiles(files.work());
        changes = new ChangedFiles(files.file());
        progress = new BatchProgress(batch, System::nanoTime);
        reading = new FirstReading(folder, tools, id, files, progress, losses, changes);
        same = new SameContent(folder, tools, id, files, progress);
        notes = new WaitNotes(tools, id);
        ending = new BatchEnding(tools, id, files, progress, cut, losses, changes, notes);
        waits = new Waits(tools);
        group = new RowGroupProcessor(batch, folder, tools, files, changes, waits);
    }

    /** Whether it has its file and its answers open. */
    boolean isOpen() {
        return group.isOpen();
    }

    /** Closes its files, since others need the place; it goes on where it is when they are opened again. */
    void rest() throws IOException {
        close(false);
    }

    /**
     * Takes the next step.
     *
     * @return after how long to take another; empty if there is nothing more to do here
     * @throws IOException if a file fails; to be tried again
     * @throws RuntimeException if the ledger or the broker is away; to be tried again
     */
    Optional<Duration> step() throws IOException {
        Optional<BatchRecord> found = tools.batches().find(id);
        if (found.isEmpty() || found.get().isFinished() || !tools.isOurs(found.get())) {
            close();
            return Optional.empty();
        }
        try {
            return step(found.get());
        } catch (IOException e) {
            if (found.get().state() == BatchState.CANCELLED && !isSwept) {
                // Its files may be away for long: nothing more of it is sent all the same.
                RowLedgerLookup.of(tools.ledger(), found.get())
                        .cancel(
                                Math.min(
                                        found.get().file().rows(),
                                        found.get().progress().position() + RowLedgerLookup.MOST),
                                tools.isStopping());
                isSwept = true;
            }
            throw e;
        }
    }

    private Optional<Duration> step(BatchRecord batch) throws IOException {
        return switch (BatchStage.of(batch)) {
            case REPEATED -> same.step(batch);
            case ANSWERED -> end(batch);
            case PAUSED -> pause(batch);
            case UNREAD -> reading.step(batch);
            case WAITING -> begin(batch);
            case RUNNING -> run(batch);
        };
    }

    private Optional<Duration> end(BatchRecord batch) throws IOException {
        close(false);
        return ending.step(batch);
    }

    private Optional<Duration> pause(BatchRecord batch) throws IOException {
        close(false);
        progress.halt();
        ending.look(batch, false);
        return Optional.of(Again.LATER);
    }

    private Optional<Duration> begin(BatchRecord batch) throws IOException {
        Instant now = tools.clock().instant();
        if (batch.times().sendAt() != null && now.isBefore(batch.times().sendAt())) {
            return Optional.of(Again.shorter(Duration.between(now, batch.times().sendAt()), Again.LATER));
        }
        if (!tools.mayOpen().test(id)) {
            return Optional.of(Again.LATER);
        }
        tools.batches().work().begin(id);
        return step();
    }

    private Optional<Duration> run(BatchRecord batch) throws IOException {
        Optional<String> lost = losses.any(batch);
        if (lost.isEmpty()) {
            losses.forget();
            lost = changes.find(batch);
        }
        return lost.isPresent() ? cutShort(batch, lost.get()) : next(batch, batch.state() == BatchState.CANCELLED);
    }

    /** Takes the next rows, if it is time to, and there is a place for its files. */
    private Optional<Duration> next(BatchRecord batch, boolean cancelled) throws IOException {
        ending.look(batch, cancelled);
        Duration wait = cancelled ? Again.AT_ONCE : waits.left(batch);
        if (!wait.isZero()) {
            noteWait();
        }
        if (wait.isZero() && !group.isOpen() && !tools.mayOpen().test(id)) {
            notes.waits("its turn: as many other batches as may be have their files open", Set.of());
            wait = Again.LATER;
        }
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        Optional<String> lost = group.isOpen() ? Optional.empty() : open(batch);
        if (lost.isEmpty()) {
            lost = group.read(batch, cancelled);
        }
        return lost.isPresent() ? cutShort(batch, lost.get()) : Optional.of(take(batch, cancelled));
    }

    private Optional<Duration> cutShort(BatchRecord batch, String why) throws IOException {
        close();
        progress.warn(why + "; no more rows of it are taken");
        if (batch.state() != BatchState.CANCELLED && cut.isUnsent(batch)) {
            return failed(batch, why);
        }
        cut.apply(batch, why);
        return Optional.of(Again.AT_ONCE);
    }

    private Optional<String> open(BatchRecord batch) throws IOException {
        Optional<String> lost = group.open(batch);
        if (lost.isPresent()) {
            return lost;
        }
        if (ending.isForgotten()) {
            ending.open();
        }
        if (progress.begin(batch)) {
            tools.batches().work().goesOn(id);
        }
        return Optional.empty();
    }

    private Duration take(BatchRecord batch, boolean cancelled) throws IOException {
        RowGroupProcessor.Taken taken = group.take(batch, cancelled);
        if (!taken.isOurs()) {
            close();
        } else if (!taken.again().isZero()) {
            noteWait();
        } else {
            notes.goesOn();
            ending.add(taken.ids());
            progress.rows(batch, batch.progress().position() + taken.rows());
        }
        return taken.again();
    }

    /** What the next rows wait for, unless it is their time, which the ledger has. */
    private void noteWait() {
        if (waits.full().isEmpty()) {
            notes.goesOn();
        } else {
            notes.waits(
                    "room on the queues of an account of its next rows: "
                            + tools.depths().limit() + " messages (staffetta.batch.queue-limit) wait there to be sent",
                    waits.full());
        }
    }

    /** What it waits for. */
    WaitNotes notes() {
        return notes;
    }

    /** Whether rows of it are still to be read or taken: else there are only its messages to be followed. */
    boolean mayBeGivenUp() {
        return tools.batches()
                .find(id)
                .filter(batch -> !batch.isFinished() && tools.isOurs(batch))
                .filter(batch -> BatchStage.of(batch).hasRowsLeft())
                .isPresent();
    }

    /**
     * Gives it up, since what failed would fail again.
     *
     * @param why in words
     * @return as {@link #step}; what is left to do may be to follow the messages of rows that were taken
     */
    Optional<Duration> giveUp(String why) throws IOException {
        close();
        BatchRecord batch = tools.batches().find(id).orElseThrow();
        return batch.file().digest().isEmpty() ? failed(batch, why) : cutShort(batch, why);
    }

    private Optional<Duration> failed(BatchRecord batch, String why) throws IOException {
        tools.batches().work().note(id, why);
        files.failed(ErrorText.of(batch.file().name(), "the file as a whole", why));
        tools.batches().work().leave(id, BatchState.FAILED, why);
        notes.goesOn();
        return Optional.empty();
    }

    /** Closes its files; the next step begins with what the ledger knows. */
    @Override
    public void close() throws IOException {
        close(true);
    }

    private void close(boolean forget) throws IOException {
        if (forget) {
            ending.forget();
            progress.halt();
        }
        group.close();
    }
}
