package io.staffetta.ledger.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.TakeOver;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Leases batches to processes, so that one process works on a batch.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class BatchClaims {

    /** Processes that may die of a batch before it is left alone. */
    static final int MOST_DEATHS = 3;

    /** Of one that waits for something, nobody dies. */
    private static final String TAKE_OVER = "update batch set node = ?, deaths = deaths + case when ? = 1"
            + " and state in ('PREPARING', 'RUNNING') and paused_at is null and (next_at is null or next_at <= ?)"
            + " and not exists (select 1 from batch_wait where batch_wait.batch = batch.id and times = 0)"
            + " then 1 else 0 end where id = ? and node = ? and finished_at is null";

    private static final String PAUSE =
            "update batch set paused_at = ?, changed_at = ?, deaths = 0 where id = ? and deaths >= ?";

    private static final String DEADLY =
            "the process that worked on it died, each time at the same place of it, perhaps for"
                    + " want of memory (config/java.options); it is paused, so that no more do: resume it, or cancel it";

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
     * Takes over a batch of a process that is dead. A batch at which {@value #MOST_DEATHS} processes died one after the other
     * without taking a row of it is paused, since the next would die, too: of the memory that it needs, for instance.
     */
    public TakeOver takeOver(BatchRecord orphan) {
        Instant now = clock.instant();
        boolean died = !ledger.nodes().hasStopped(orphan.progress().node());
        return writes.write(connection -> {
            int taken = Sql.update(
                    connection,
                    TAKE_OVER,
                    ledger.node(),
                    died ? 1 : 0,
                    now,
                    orphan.id(),
                    orphan.progress().node());
            if (taken == 0) {
                return TakeOver.TOO_LATE;
            }
            if (Sql.update(connection, PAUSE, now, now, orphan.id(), MOST_DEATHS) == 0) {
                return TakeOver.GOES_ON;
            }
            Sql.update(connection, BatchWaits.NOTE, orphan.id(), DEADLY, "", now, MOST_DEATHS);
            return TakeOver.PAUSED;
        });
    }

    /** Batches with something left to do that are this process's, the oldest first. */
    public List<BatchRecord> own() {
        return ledger.read(connection ->
                BatchTable.find(connection, "where finished_at is null and node = ? order by id", ledger.node()));
    }
}
