package io.staffetta.ledger;

import java.time.Clock;
import java.util.List;

/**
 * Which process works on which batch.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class BatchClaims {

    private final Ledger ledger;
    private final BatchWrites writes;
    private final Clock clock;

    BatchClaims(Ledger ledger, BatchWrites writes, Clock clock) {
        this.ledger = ledger;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * Enters a file that was claimed.
     *
     * @return {@code false} if there is a batch of its id, which stays as it is
     */
    public boolean create(BatchRecord batch) {
        return writes.write(connection -> BatchTable.insert(connection, batch) == 1);
    }

    /** Batches with something left to do whose processes are dead, the oldest first. */
    public List<BatchRecord> orphans() {
        return ledger.read(connection -> BatchTable.find(
                connection,
                "where finished_at is null and node not in (select id from node where seen_at >= ?) order by id",
                clock.instant().minus(Nodes.SILENCE)));
    }

    /**
     * Takes over a batch of a process that is dead.
     *
     * @return {@code false} if another process was first
     */
    public boolean takeOver(BatchRecord orphan) {
        return writes.update(
                        "update batch set node = ? where id = ? and node = ? and finished_at is null",
                        ledger.node(),
                        orphan.id(),
                        orphan.node())
                == 1;
    }

    /** Batches with something left to do that are this process's, the oldest first. */
    public List<BatchRecord> own() {
        return ledger.read(connection ->
                BatchTable.find(connection, "where finished_at is null and node = ? order by id", ledger.node()));
    }
}
