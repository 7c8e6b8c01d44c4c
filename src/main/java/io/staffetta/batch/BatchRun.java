package io.staffetta.batch;

import io.staffetta.batch.RowGroup.Fates;
import io.staffetta.batch.RowGroup.Routed;
import io.staffetta.ledger.BatchRecord;
import io.staffetta.ledger.BatchState;
import io.staffetta.ledger.Batches;
import io.staffetta.ledger.Ledger;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Works on one batch, a step at a time. What it has come to is in the ledger after each step: after a failure it goes on from
 * there, in this process or another.
 *
 * <p>Not thread-safe.
 */
final class BatchRun implements Closeable {

    /** The step that follows may be taken at once. */
    static final Duration AT_ONCE = Duration.ZERO;

    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final Duration LONG_LOOK = Duration.ofSeconds(10);
    /** Others take a batch over from a process that was silent for longer, and for a few seconds more. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    private static final String SAME = "The same content came before, as batch ";

    private final BatchFolder folder;
    private final Tools tools;
    private final String id;
    private final BatchFiles files;
    private final RowIds ids;
    private final MadeReferences references;
    private final BatchProgress progress;
    private Preparation read;
    private volatile RowsToTake rows;
    private EndWatch watch;
    private volatile boolean placed;
    private boolean resumed;
    private long nextGroup;
    private long nextLook;
    private Duration lookAgain = LATER;

    /**
     * What all runs use.
     *
     * @param isStopping whether long work is to be given up
     */
    record Tools(Ledger ledger, RowTaking taking, Backlog backlog, Clock clock, BooleanSupplier isStopping) {

        Batches batches() {
            return ledger.batches();
        }
    }

    BatchRun(BatchRecord batch, BatchFolder folder, Tools tools) {
        this.folder = folder;
        this.tools = tools;
        id = batch.id();
        files = new BatchFiles(folder, id, batch.name());
        ids = new RowIds(id, batch.createdAt());
        references =
                new MadeReferences(folder.repeats(), LocalDate.ofInstant(batch.createdAt(), ZoneId.systemDefault()));
        progress = new BatchProgress(batch, System::nanoTime);
    }

    /** Whether the files of a batch are, or were, in the folder of this process that has the name of its folder. */
    static boolean isHere(BatchRecord batch, BatchFolder folder) {
        try {
            return Files.isDirectory(folder.work().resolve(batch.id()))
                    || new BatchFiles(folder, batch.id(), batch.name()).result().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it has its file and its answers open. */
    boolean isOpen() {
        return rows != null;
    }

    /** Whether all rows are taken, so that it needs no file open any more. */
    boolean isPlaced() {
        return placed;
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
        if (found.isEmpty() || found.get().isFinished() || !isOurs(found.get())) {
            close();
            return Optional.empty();
        }
        BatchRecord batch = found.get();
        if (isAnswered(batch)) {
            return finish(batch);
        }
        boolean cancelled = batch.state() == BatchState.CANCELLED;
        if (batch.isPaused() && !cancelled) {
            close(false);
            if (watch != null) {
                look(batch, false);
            }
            return Optional.of(LATER);
        }
        if (batch.digest().isEmpty()) {
            return prepare(batch);
        }
        Instant now = tools.clock().instant();
        if (batch.state() == BatchState.WAITING) {
            if (batch.sendAt() != null && now.isBefore(batch.sendAt())) {
                Duration wait = Duration.between(now, batch.sendAt());
                return Optional.of(wait.compareTo(LATER) < 0 ? wait : LATER);
            }
            tools.batches().begin(id);
            return Optional.of(AT_ONCE);
        }
        return Optional.of(take(batch, cancelled));
    }

    private boolean isOurs(BatchRecord batch) {
        return batch.node().equals(tools.ledger().node());
    }

    /** The header of the result is written with the first group, even if that has no row. */
    private static boolean isAnswered(BatchRecord batch) {
        return batch.state() == BatchState.SENDING || (batch.position() == batch.rows() && batch.resultBytes() > 0);
    }

    private Optional<Duration> prepare(BatchRecord batch) throws IOException {
        try {
            if (read == null) {
                read = Preparation.of(files.file(), batch.name(), folder.defaults(), tools.isStopping());
            }
        } catch (BatchFileException e) {
            tools.batches().note(id, e.getMessage());
            files.failed(e);
            tools.batches().leave(id, BatchState.FAILED, "");
            progress.warn("cannot be read, and was moved to " + folder.error() + ": " + e.getMessage());
            return Optional.empty();
        } catch (NoSuchFileException e) {
            // Cut off after the file was moved, or somebody took it away.
            boolean isSame = batch.detail().startsWith(SAME);
            tools.batches()
                    .leave(
                            id,
                            isSame ? BatchState.DONE : BatchState.FAILED,
                            batch.detail().isEmpty() ? "Its file is not in " + folder.work() + " any more" : "");
            return Optional.empty();
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
        return first.equals(id) ? Optional.of(AT_ONCE) : again(first);
    }

    private Optional<Duration> again(String firstId) throws IOException {
        BatchRecord first = tools.batches().find(firstId).orElseThrow();
        BatchFiles answered = new BatchFiles(folder, firstId, first.name());
        if (!first.isFinished()
                && (first.state() == BatchState.CANCELLED || answered.result().isEmpty())) {
            // Its answers, and whether anything of it is sent, are not known yet.
            return Optional.of(LATER);
        }
        files.again(answered);
        tools.batches().leave(id, BatchState.DONE, "");
        progress.say("nothing is sent, since the same content came before, as batch " + firstId);
        return Optional.empty();
    }

    private Duration take(BatchRecord batch, boolean cancelled) throws IOException {
        if (rows == null) {
            rows = RowsToTake.open(batch, folder, files);
            watch = watch();
            resumed = true;
            nextGroup = System.nanoTime();
            tools.batches().goesOn(id);
            progress.begin(batch);
        }
        look(batch, cancelled);
        long began = System.nanoTime();
        if (!cancelled && began < nextGroup) {
            return shorter(Duration.ofNanos(nextGroup - began), LATER);
        }
        List<Row> group = rows.group();
        Fates fates;
        if (cancelled) {
            fates = cancel(group);
        } else {
            RowGroup routed = tools.taking().route(group, rows.messages(), ids, references);
            if (tools.backlog().isFull(routed.accounts())) {
                return SOON;
            }
            fates = tools.taking().take(resumed ? withLost(routed) : routed);
            routed.rows().forEach(row -> row.messages()
                    .forEach(message -> tools.backlog().add(message.account().id(), 1)));
        }
        return written(batch, group.size(), fates, began);
    }

    private Duration written(BatchRecord batch, int size, Fates fates, long began) throws IOException {
        // Another process may have taken the batch over from one that was silent for so long: then the answers are its.
        if (Duration.ofNanos(System.nanoTime() - began).compareTo(SILENT) > 0
                && !tools.batches().find(id).filter(this::isOurs).isPresent()) {
            close();
            return AT_ONCE;
        }
        Answers.Lengths lengths = rows.answer(fates);
        Batches.Progress done = new Batches.Progress(
                batch.position(),
                size,
                fates.taken(),
                fates.ids().size(),
                fates.rejected().size(),
                fates.repeated(),
                lengths.result(),
                lengths.rejected(),
                rows.isLast());
        if (!tools.batches().progress(id, done)) {
            close();
            return AT_ONCE;
        }
        watch.add(fates.ids());
        rows.done();
        resumed = false;
        nextGroup = began + rows.spreading().pause(size).toNanos();
        progress.rows(batch, batch.position() + size);
        return AT_ONCE;
    }

    /** Rows that cannot be sent now, but were taken in the group that a crash cut off. */
    private RowGroup withLost(RowGroup routed) {
        List<Row> bad = routed.rows().stream()
                .filter(row -> !row.isGood())
                .map(Routed::row)
                .toList();
        Map<Long, List<Answer>> lost = bad.isEmpty() ? Map.of() : tools.taking().takenBefore(bad, ids);
        return new RowGroup(routed.rows(), lost);
    }

    private Fates cancel(List<Row> group) {
        Map<Long, List<Answer>> lost = resumed ? tools.taking().takenBefore(group, ids) : Map.of();
        Fates fates = new Fates();
        for (Row row : group) {
            if (lost.containsKey(row.number())) {
                fates.taken(lost.get(row.number()));
            } else {
                fates.cancelled(row);
            }
        }
        return fates;
    }

    private EndWatch watch() throws IOException {
        EndWatch begun = new EndWatch(tools.batches());
        files.takenIds(begun::addEarlier);
        begun.lookAtEarlier();
        return begun;
    }

    private boolean look(BatchRecord batch, boolean cancel) {
        if (System.nanoTime() < nextLook) {
            return false;
        }
        boolean moved = watch.look(cancel);
        lookAgain = moved || cancel ? LATER : shorter(lookAgain.multipliedBy(2), LONG_LOOK);
        nextLook = System.nanoTime() + (moved ? SOON : lookAgain).toNanos();
        if (moved && watch.ends().ended() != batch.ended()) {
            tools.batches().ended(id, watch.ends());
        }
        return moved;
    }

    private Optional<Duration> finish(BatchRecord batch) throws IOException {
        boolean cancelled = batch.state() == BatchState.CANCELLED;
        if (!placed) {
            close(false);
            files.done();
            placed = true;
            nextLook = System.nanoTime();
            progress.taken(batch);
        }
        if (watch == null) {
            watch = watch();
        }
        if (cancelled && lookAgain.compareTo(LATER) > 0) {
            nextLook = System.nanoTime();
        }
        boolean moved = look(batch, cancelled);
        if (!watch.isOver()) {
            return Optional.of(moved ? SOON : LATER);
        }
        if (!files.isEnded()) {
            tools.batches().ended(id, watch.ends());
        }
        files.end(some -> AnswerEnds.of(tools.ledger(), some));
        tools.batches().finish(id);
        tools.batches().find(id).ifPresent(progress::ended);
        return Optional.empty();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Closes its files; the next step begins with what the ledger knows. */
    @Override
    public void close() throws IOException {
        close(true);
    }

    private void close(boolean forget) throws IOException {
        if (forget) {
            watch = null;
        }
        RowsToTake open = rows;
        rows = null;
        if (open != null) {
            open.close();
        }
    }
}
