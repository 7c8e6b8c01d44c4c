package io.staffetta.batch.run;

import io.staffetta.batch.result.ResultEnds;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Ends a batch: follows its messages to their final states, and publishes the result when all rows are taken.
 *
 * <p>Not thread-safe.
 */
final class BatchEnding {

    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration LONG_LOOK = Duration.ofSeconds(10);

    private final BatchTools tools;
    private final String id;
    private final BatchFiles files;
    private final BatchProgress progress;
    private final IncompleteBatchResult cut;
    private final ChangedFiles changes;
    private final LostFiles losses;
    private final WaitNotes notes;
    private CompletionTracker watch;
    private boolean placed;
    private long nextLook;
    private long nextNote = System.nanoTime();
    private Duration lookAgain = Again.LATER;

    BatchEnding(
            BatchTools tools,
            String id,
            BatchFiles files,
            BatchProgress progress,
            IncompleteBatchResult cut,
            LostFiles losses,
            ChangedFiles changes,
            WaitNotes notes) {
        this.tools = tools;
        this.id = id;
        this.files = files;
        this.progress = progress;
        this.cut = cut;
        this.changes = changes;
        this.losses = losses;
        this.notes = notes;
    }

    /** Forgets which messages it follows; {@link #open} finds out anew. */
    void forget() {
        watch = null;
    }

    /** Whether it does not know which messages to follow. */
    boolean isForgotten() {
        return watch == null;
    }

    /** Follows what was taken before, as far as it is not forgotten. */
    void open() throws IOException {
        CompletionTracker begun = new CompletionTracker(tools.batches());
        files.last().takenIds(begun::addEarlier);
        begun.lookAtEarlier();
        watch = begun;
    }

    /** Follows messages that have just been taken. */
    void add(Collection<String> ids) {
        watch.add(ids);
    }

    /** Looks which messages have ended, if it is time to and any are followed. */
    boolean look(BatchRecord batch, boolean cancel) {
        if (watch == null || System.nanoTime() < nextLook) {
            return false;
        }
        boolean moved = watch.look(cancel);
        boolean isSlow = !moved && !cancel;
        lookAgain = isSlow ? shorter(lookAgain.multipliedBy(2)) : Again.LATER;
        nextLook = System.nanoTime() + (moved ? SOON : lookAgain).toNanos();
        if (moved && watch.ends().ended() != batch.counts().ended()) {
            tools.batches().work().ended(id, watch.ends());
        }
        return moved;
    }

    /**
     * Goes on with a batch all of whose rows are answered; its files are closed.
     *
     * @return after how long to go on again; empty if nothing is left to do
     */
    Optional<Duration> step(BatchRecord batch) throws IOException {
        boolean cancelled = batch.state() == BatchState.CANCELLED;
        if (isMended(batch)) {
            return Optional.of(Again.AT_ONCE);
        }
        if (!placed) {
            files.done();
            placed = true;
            nextLook = System.nanoTime();
            progress.taken(batch);
        }
        if (watch == null) {
            open();
        }
        if (cancelled && lookAgain.compareTo(Again.LATER) > 0) {
            nextLook = System.nanoTime();
        }
        boolean moved = look(batch, cancelled);
        if (!watch.isOver()
                || (batch.times().againAt() != null && tools.batches().areOnTheWayAgain(id))) {
            noteWait(moved);
            return Optional.of(moved ? SOON : Again.LATER);
        }
        if (!files.last().isEnded()) {
            tools.batches().work().ended(id, watch.ends());
        }
        files.last().end(some -> ResultEnds.of(tools.ledger(), some));
        tools.batches().work().finish(id);
        notes.goesOn();
        tools.batches().find(id).ifPresent(progress::ended);
        return Optional.empty();
    }

    /** Which accounts its messages wait for, if none of them has ended for a while. */
    private void noteWait(boolean moved) {
        if (moved) {
            notes.goesOn();
        } else if (lookAgain.compareTo(Again.LATER) > 0 && System.nanoTime() - nextNote >= 0) {
            nextNote = System.nanoTime() + LONG_LOOK.toNanos();
            List<String> accounts = watch.accounts();
            if (accounts.isEmpty()) {
                notes.goesOn();
            } else {
                notes.waits("its messages to be sent", accounts);
            }
        }
    }

    /** Makes the answers anew from the ledger, if somebody has deleted them. */
    private boolean isMended(BatchRecord batch) throws IOException {
        if (files.last().isEnded()) {
            return false;
        }
        if (!files.isMoved() && !batch.file().digest().isEmpty()) {
            Optional<String> wrong = losses.file(batch);
            if (wrong.isEmpty()) {
                wrong = changes.find(batch);
            }
            if (wrong.isPresent() && batch.detail().isEmpty()) {
                progress.warn(wrong.get());
                tools.batches().work().note(id, wrong.get() + "; all rows that were in it were taken before");
            }
        }
        Optional<String> lost = losses.result(batch);
        if (lost.isEmpty()) {
            losses.forget();
            return false;
        }
        progress.warn(lost.get() + "; they are made anew from the ledger");
        cut.apply(batch, lost.get());
        forget();
        return true;
    }

    private static Duration shorter(Duration one) {
        return one.compareTo(LONG_LOOK) < 0 ? one : LONG_LOOK;
    }
}
