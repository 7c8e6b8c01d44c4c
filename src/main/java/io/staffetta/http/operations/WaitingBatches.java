package io.staffetta.http.operations;

import io.staffetta.language.Phrase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.batch.BatchFilter;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.BatchWait;
import io.staffetta.ledger.batch.Batches;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the batches that do not go on, and what they wait for.
 *
 * <p>Thread-safe.
 */
public final class WaitingBatches implements Supplier<List<WaitingBatches.One>> {

    /** Of the unfinished ones the newest are looked at. */
    private static final int MOST = 200;

    private final Batches batches;
    private final Nodes nodes;
    private final Function<String, Optional<Phrase>> trouble;
    private final Supplier<Optional<String>> intakeFault;
    private final Clock clock;

    /**
     * @param trouble why an account does not send just now, by its id; empty if it does
     * @param intakeFault why the gateway takes no messages at all just now, in words; empty if it does
     */
    public WaitingBatches(
            Ledger ledger,
            Function<String, Optional<Phrase>> trouble,
            Supplier<Optional<String>> intakeFault,
            Clock clock) {
        batches = new Batches(ledger);
        nodes = ledger.nodes();
        this.trouble = trouble;
        this.intakeFault = intakeFault;
        this.clock = clock;
    }

    /**
     * A batch that does not go on.
     *
     * @param id its id
     * @param folder name of its folder
     * @param name name of its file
     * @param waitsFor what it waits for, in words
     * @param since since when, as far as is known
     * @param paused whether it waits for somebody who resumes it
     * @param failing whether the same fails again and again, or its gateway is silent
     * @param accounts ids of the accounts that it waits for
     * @param left rows that are not taken yet; 0 if that is not known
     */
    public record One(
            String id,
            String folder,
            String name,
            Phrase waitsFor,
            Instant since,
            boolean paused,
            boolean failing,
            List<String> accounts,
            long left) {}

    /**
     * Those that wait, the newest first.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if the ledger cannot be read
     */
    @Override
    public List<One> get() {
        List<BatchRecord> unfinished = batches.list(new BatchFilter(null, "", true, "", MOST));
        Map<String, BatchWait> waits =
                batches.waits().of(unfinished.stream().map(BatchRecord::id).toList());
        Optional<String> fault = intakeFault.get();
        Instant now = clock.instant();
        List<One> found = new ArrayList<>();
        for (BatchRecord batch : unfinished) {
            BatchWait wait = waits.get(batch.id());
            Phrase words = BatchWaiting.of(batch, wait, trouble, nodes, fault, now);
            if (words != null) {
                found.add(one(batch, wait, words));
            }
        }
        return found;
    }

    private One one(BatchRecord batch, BatchWait wait, Phrase words) {
        boolean isPaused = batch.isPaused() && batch.state() != BatchState.CANCELLED;
        boolean isFailing = (wait != null && wait.times() > 0)
                || BatchWaiting.silent(batch, nodes).isPresent();
        return new One(
                batch.id(),
                batch.file().folder(),
                batch.file().name(),
                words,
                isPaused
                        ? batch.times().pausedAt()
                        : wait == null ? batch.times().changedAt() : wait.since(),
                isPaused,
                isFailing,
                wait == null ? List.of() : wait.accounts(),
                Math.max(0, batch.file().rows() - batch.progress().position()));
    }
}
