package io.staffetta.batch;

import io.staffetta.batch.RowGroup.Fates;
import io.staffetta.batch.RowGroup.Routed;
import io.staffetta.ledger.BatchRecord;
import io.staffetta.ledger.BatchState;
import io.staffetta.ledger.BatchWork;
import io.staffetta.ledger.Batches;
import io.staffetta.ledger.Ledger;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Works on one batch, a step at a time. What it has come to is in the ledger after each step: after a failure it goes on from
 * there, in this process or another.
 *
 * <p>Not thread-safe.
 */
final class BatchRun implements Closeable {

    /** The step that follows may be taken at once. */
    static final Duration AT_ONCE = Duration.ZERO;

    static final Duration LATER = Duration.ofSeconds(1);

    /** Others take a batch over from a process that was silent for longer, and for a few seconds more. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    private final BatchFolder folder;
    private final Tools tools;
    private final String id;
    private final BatchFiles files;
    private final RowIds ids;
    private final CutShort cut;
    private final Losses losses;
    private final Changes changes;
    private final MadeReferences references;
    private final BatchProgress progress;
    private final FirstReading reading;
    private final SameContent same;
    private final BatchEnding ending;
    private final Waits waits;
    private volatile RowsToTake rows;
    private KnownRows known;
    private boolean resumed;
    private boolean isSwept;

    /**
     * What all runs use.
     *
     * @param isStopping whether long work is to be given up
     * @param mayOpen whether the batch with an id may open its files now
     */
    record Tools(
            Ledger ledger,
            RowTaking taking,
            Backlog backlog,
            Clock clock,
            BooleanSupplier isStopping,
            Predicate<String> mayOpen) {

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
        cut = new CutShort(tools.ledger(), files.work());
        losses = new Losses(files.work());
        changes = new Changes(files.file());
        references =
                new MadeReferences(folder.repeats(), LocalDate.ofInstant(batch.createdAt(), ZoneId.systemDefault()));
        progress = new BatchProgress(batch, System::nanoTime);
        reading = new FirstReading(folder, tools, id, files, progress, losses, changes);
        same = new SameContent(folder, tools, id, files, progress);
        ending = new BatchEnding(tools, id, files, progress, cut, losses, changes);
        waits = new Waits(tools);
    }

    /** Whether the files of a batch are, or were, in the folder of this process that has the name of its folder. */
    static boolean isHere(BatchRecord batch, BatchFolder folder) {
        try {
            return Files.isDirectory(folder.work().resolve(batch.id()))
                    || new BatchFiles(folder, batch.id(), batch.name()).result().isPresent()
                    || (!batch.place().isEmpty() && WorkPlace.id(folder.work()).equals(batch.place()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it has its file and its answers open. */
    boolean isOpen() {
        return rows != null;
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
        if (found.isEmpty() || found.get().isFinished() || !isOurs(found.get())) {
            close();
            return Optional.empty();
        }
        try {
            return step(found.get());
        } catch (IOException e) {
            if (found.get().state() == BatchState.CANCELLED && !isSwept) {
                // Its files may be away for long: nothing more of it is sent all the same.
                KnownRows.of(tools.ledger(), found.get())
                        .cancel(
                                Math.min(found.get().rows(), found.get().position() + KnownRows.MOST),
                                tools.isStopping());
                isSwept = true;
            }
            throw e;
        }
    }

    private Optional<Duration> step(BatchRecord batch) throws IOException {
        if (!batch.sameAs().isEmpty()) {
            return same.step(batch);
        }
        if (isAnswered(batch)) {
            close(false);
            return ending.step(batch);
        }
        boolean cancelled = batch.state() == BatchState.CANCELLED;
        if (batch.isPaused() && !cancelled) {
            close(false);
            progress.halt();
            ending.look(batch, false);
            return Optional.of(LATER);
        }
        if (batch.digest().isEmpty()) {
            return reading.step(batch);
        }
        Instant now = tools.clock().instant();
        if (batch.state() == BatchState.WAITING) {
            if (batch.sendAt() != null && now.isBefore(batch.sendAt())) {
                Duration wait = Duration.between(now, batch.sendAt());
                return Optional.of(wait.compareTo(LATER) < 0 ? wait : LATER);
            }
            if (!tools.mayOpen().test(id)) {
                return Optional.of(LATER);
            }
            tools.batches().work().begin(id);
            return step();
        }
        Optional<String> lost = losses.any(batch);
        if (lost.isEmpty()) {
            losses.forget();
            lost = changes.find(batch);
        }
        return lost.isPresent() ? cutShort(batch, lost.get()) : next(batch, cancelled);
    }

    /** Takes the next rows, if it is time to, and there is a place for its files. */
    private Optional<Duration> next(BatchRecord batch, boolean cancelled) throws IOException {
        ending.look(batch, cancelled);
        Duration wait = cancelled ? AT_ONCE : waits.left(batch);
        if (wait.isZero() && rows == null && !tools.mayOpen().test(id)) {
            wait = LATER;
        }
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        Optional<String> lost = read(batch);
        return lost.isPresent() ? cutShort(batch, lost.get()) : Optional.of(take(batch, cancelled));
    }

    private Optional<Duration> cutShort(BatchRecord batch, String why) throws IOException {
        if (rows != null) {
            rows.giveUp();
        }
        close();
        progress.warn(why + "; no more rows of it are taken");
        if (batch.state() != BatchState.CANCELLED && cut.isUnsent(batch)) {
            tools.batches().work().note(id, why);
            files.failed(ErrorText.of(batch.name(), "the file as a whole", why));
            tools.batches().work().leave(id, BatchState.FAILED, why);
            return Optional.empty();
        }
        cut.apply(batch, why);
        return Optional.of(AT_ONCE);
    }

    private boolean isOurs(BatchRecord batch) {
        return batch.node().equals(tools.ledger().node());
    }

    /** The header of the result is written with the first group, even if that has no row. */
    private static boolean isAnswered(BatchRecord batch) {
        return batch.state() == BatchState.SENDING || (batch.position() == batch.rows() && batch.resultBytes() > 0);
    }

    /**
     * Reads the rows that are taken next.
     *
     * @return why they are not to be, since the file is not what it was; empty if they are
     */
    private Optional<String> read(BatchRecord batch) throws IOException {
        try {
            if (rows == null) {
                open(batch);
            }
            rows.group();
        } catch (BatchFileException e) {
            return Optional.of("Its file cannot be read as it was before: " + e.getMessage());
        }
        Optional<String> changed = changes.find(batch);
        return changed.isEmpty() && rows.isLast() && !rows.isAsBefore(batch)
                ? Optional.of(Changes.otherContents())
                : changed;
    }

    private void open(BatchRecord batch) throws IOException {
        known = KnownRows.of(tools.ledger(), batch);
        rows = RowsToTake.open(batch, folder, files);
        if (ending.isForgotten()) {
            ending.open();
        }
        resumed = true;
        if (progress.begin(batch)) {
            tools.batches().work().goesOn(id);
        }
    }

    private Duration take(BatchRecord batch, boolean cancelled) throws IOException {
        long began = System.nanoTime();
        Instant at = tools.clock().instant();
        List<Row> group = rows.group();
        Fates fates;
        if (cancelled) {
            fates = cancel(group);
        } else {
            RowGroup routed = tools.taking().route(group, rows.messages(), ids, references, known);
            Duration wait = waits.room(routed);
            if (!wait.isZero()) {
                return wait;
            }
            fates = tools.taking().take(resumed ? withLost(routed) : routed);
            routed.accounts().forEach(tools.backlog()::add);
        }
        return written(batch, group.size(), fates, began, at);
    }

    private Duration written(BatchRecord batch, int size, Fates fates, long began, Instant at) throws IOException {
        // Another process may have taken the batch over from one that was silent for so long: then the answers are its.
        if (Duration.ofNanos(System.nanoTime() - began).compareTo(SILENT) > 0
                && !tools.batches().find(id).filter(this::isOurs).isPresent()) {
            close();
            return AT_ONCE;
        }
        Duration pause = rows.spreading().pause(size);
        Answers.Lengths lengths = rows.answer(fates);
        BatchWork.Progress done = new BatchWork.Progress(
                batch.position(),
                size,
                fates.taken(),
                fates.ids().size(),
                fates.rejected().size(),
                fates.repeated(),
                lengths.result(),
                lengths.rejected(),
                rows.isLast(),
                pause.isZero() || rows.isLast() ? null : at.plus(pause));
        if (!tools.batches().work().progress(id, done)) {
            close();
            return AT_ONCE;
        }
        ending.add(fates.ids());
        rows.done();
        resumed = false;
        progress.rows(batch, batch.position() + size);
        return AT_ONCE;
    }

    /** Rows that cannot be sent now, but were taken in the group that a crash cut off. */
    private RowGroup withLost(RowGroup routed) {
        List<Row> bad = routed.rows().stream()
                .filter(row -> !row.isGood())
                .map(Routed::row)
                .toList();
        Map<Long, List<Answer>> lost = bad.isEmpty() ? Map.of() : RowTaking.takenBefore(bad, known);
        return new RowGroup(routed.rows(), lost, routed.sent());
    }

    private Fates cancel(List<Row> group) {
        Map<Long, List<Answer>> lost = resumed ? RowTaking.takenBefore(group, known) : Map.of();
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

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
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
        RowsToTake open = rows;
        rows = null;
        if (open != null) {
            open.close();
        }
    }
}
