package io.staffetta.batch.run;

import io.staffetta.access.Source;
import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.result.ResultLine;
import io.staffetta.batch.result.ResultWriter;
import io.staffetta.batch.rows.GeneratedReferences;
import io.staffetta.batch.rows.RowGroup;
import io.staffetta.batch.rows.RowGroup.GroupResult;
import io.staffetta.batch.rows.RowGroup.Routed;
import io.staffetta.batch.rows.RowIds;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.batch.rows.RowLedgerLookup;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.Row;
import io.staffetta.ledger.batch.BatchGroup;
import io.staffetta.ledger.batch.BatchRecord;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Takes the rows of a batch, a group at a time, from its file and into its answers, which it opens when they are needed.
 *
 * <p>Not thread-safe, but for {@link #isOpen}.
 */
final class RowGroupProcessor implements Closeable {

    /** Others take a batch over from a process that was silent for longer, and for a few seconds more. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    private final BatchFolder folder;
    private final BatchTools tools;
    private final BatchFiles files;
    private final ChangedFiles changes;
    private final Waits waits;
    private final RowIds ids;
    private final GeneratedReferences references;
    private final Source source;
    private volatile RowsToTake rows;
    private RowLedgerLookup known;
    private boolean resumed;
    /** The last row that was counted for its application, and what of the rows at work is too much. */
    private long counted;

    private final Map<Long, String> excess = new HashMap<>();

    RowGroupProcessor(
            BatchRecord batch,
            BatchFolder folder,
            BatchTools tools,
            BatchFiles files,
            ChangedFiles changes,
            Waits waits) {
        this.folder = folder;
        this.tools = tools;
        this.files = files;
        this.changes = changes;
        this.waits = waits;
        ids = new RowIds(batch.id(), batch.times().createdAt());
        source = Source.of(batch.file().source());
        references = new GeneratedReferences(
                folder.repeats(), LocalDate.ofInstant(batch.times().createdAt(), ZoneId.systemDefault()));
    }

    /** Whether the file and the answers are open. */
    boolean isOpen() {
        return rows != null;
    }

    /**
     * Opens the file, behind the rows that have answers, and the answers.
     *
     * @return why its rows are not to be taken, since the file is not what it was; empty if they are
     */
    Optional<String> open(BatchRecord batch) throws IOException {
        known = RowLedgerLookup.of(tools.ledger(), batch);
        resumed = true;
        try {
            rows = RowsToTake.open(batch, folder, files);
        } catch (BatchFileException e) {
            return unreadable(e);
        }
        return Optional.empty();
    }

    /**
     * Reads the rows that are taken next.
     *
     * @return why they are not to be, since the file is not what it was; empty if they are
     */
    Optional<String> read(BatchRecord batch, boolean cancelled) throws IOException {
        try {
            // What was lost in a crash had as many rows as may be: it must not be parted, see withLost. A file whose
            // rows are
            // spread is slow by itself, and of a cancelled one nothing is taken in.
            boolean whole = resumed || cancelled || rows.spreading().isSpread();
            rows.read(whole ? IntUnaryOperator.identity() : tools.taking()::share);
        } catch (BatchFileException e) {
            return unreadable(e);
        }
        Optional<String> changed = changes.find(batch);
        return changed.isEmpty() && rows.isLast() && !rows.isAsBefore(batch)
                ? Optional.of(ChangedFiles.otherContents())
                : changed;
    }

    private static Optional<String> unreadable(BatchFileException e) {
        return Optional.of("Its file cannot be read as it was before: " + e.getMessage());
    }

    /**
     * Holds the result of taking a group in.
     *
     * @param again after how long to try again; zero if its rows were taken
     * @param rows how many
     * @param ids ids of their messages
     * @param isOurs whether the batch is still this process's
     */
    record Taken(Duration again, int rows, List<String> ids, boolean isOurs) {

        private static Taken later(Duration wait) {
            return new Taken(wait, 0, List.of(), true);
        }

        private static Taken byAnother() {
            return new Taken(Duration.ZERO, 0, List.of(), false);
        }
    }

    /** Takes the rows that were read, and writes their answers; of a cancelled batch only the answers. */
    Taken take(BatchRecord batch, boolean cancelled) throws IOException {
        long began = System.nanoTime();
        Instant at = tools.clock().instant();
        List<Row> group = rows.group();
        GroupResult result;
        if (cancelled) {
            result = cancel(group);
        } else {
            RowGroup routed = tools.taking().route(group, source.toString(), rows.messages(), ids, references, known);
            Duration wait = waits.room(routed);
            if (!wait.isZero()) {
                return Taken.later(wait);
            }
            RowGroup admitted = admitted(routed);
            result = tools.taking().take(resumed ? withLost(admitted) : admitted);
            admitted.accounts().forEach(tools.depths()::add);
        }
        // Another process may have taken the batch over from one that was silent for so long: then the answers are its.
        boolean wasSilent = Duration.ofNanos(System.nanoTime() - began).compareTo(SILENT) > 0;
        if (wasSilent && tools.batches().find(batch.id()).filter(tools::isOurs).isEmpty()) {
            return Taken.byAnother();
        }
        return written(batch, group.size(), result, at);
    }

    /** Without what its application may not hand in; each row counts once, however often it must be taken. */
    private RowGroup admitted(RowGroup routed) {
        List<Long> numbers =
                routed.rows().stream().map(row -> row.row().number()).toList();
        excess.keySet().retainAll(numbers);
        excess.putAll(tools.taking().excess(routed.after(counted), source));
        counted = numbers.stream().mapToLong(Long::longValue).reduce(counted, Math::max);
        return routed.without(excess);
    }

    private Taken written(BatchRecord batch, int size, GroupResult result, Instant at) throws IOException {
        Duration pause = rows.spreading().pause(size);
        ResultWriter.Lengths lengths = rows.answer(result);
        BatchGroup done = new BatchGroup(
                batch.progress().position(),
                size,
                result.taken(),
                result.ids().size(),
                result.rejected().size(),
                result.repeated(),
                lengths.result(),
                lengths.rejected(),
                rows.isLast(),
                pause.isZero() || rows.isLast() ? null : at.plus(pause));
        if (!tools.batches().work().progress(batch.id(), done)) {
            return Taken.byAnother();
        }
        rows.done();
        resumed = false;
        return new Taken(Duration.ZERO, size, result.ids(), true);
    }

    /** Rows that cannot be sent now, but were taken in the group that a crash cut off. */
    private RowGroup withLost(RowGroup routed) {
        List<Row> bad = routed.rows().stream()
                .filter(row -> !row.isGood())
                .map(Routed::row)
                .toList();
        Map<Long, List<ResultLine>> lost = bad.isEmpty() ? Map.of() : RowIntake.takenBefore(bad, known);
        return new RowGroup(routed.batch(), routed.rows(), lost, routed.sent());
    }

    private GroupResult cancel(List<Row> group) {
        Map<Long, List<ResultLine>> lost = resumed ? RowIntake.takenBefore(group, known) : Map.of();
        GroupResult result = new GroupResult();
        for (Row row : group) {
            if (lost.containsKey(row.number())) {
                result.taken(lost.get(row.number()));
            } else {
                result.cancelled(row);
            }
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        RowsToTake open = rows;
        rows = null;
        if (open != null) {
            open.close();
        }
    }
}
