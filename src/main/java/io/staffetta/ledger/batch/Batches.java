package io.staffetta.ledger.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.BatchIntervention;
import io.staffetta.ledger.history.Interventions;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The batches in the ledger: where each stands, and how it is steered, by whomever.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class Batches {

    private final Ledger ledger;
    private final BatchWrites writes;
    private final Clock clock;
    private final BatchSteps work;
    private final BatchClaims claims;
    private final BatchMessages messages;
    private final BatchWaits waits;
    private final LostBatches lost;

    public Batches(Ledger ledger) {
        this.ledger = ledger;
        clock = ledger.clock();
        writes = new BatchWrites(ledger);
        work = new BatchSteps(ledger, writes, clock);
        claims = new BatchClaims(ledger, writes, clock);
        messages = new BatchMessages(ledger, clock);
        waits = new BatchWaits(ledger, writes);
        lost = new LostBatches(ledger, writes, messages, clock);
    }

    /** For the process that works on them. */
    public BatchSteps work() {
        return work;
    }

    /** Which process works on which. */
    public BatchClaims claims() {
        return claims;
    }

    /** Their messages. */
    public BatchMessages messages() {
        return messages;
    }

    /** What they wait for. */
    public BatchWaits waits() {
        return waits;
    }

    /** Those whose files are lost with a gateway. */
    public LostBatches lost() {
        return lost;
    }

    /** The batch with an id. */
    public Optional<BatchRecord> find(String id) {
        return ledger.read(connection -> BatchTable.find(connection, "where id = ?", id)).stream()
                .findFirst();
    }

    /**
     * The batch that came first with a content in a folder.
     *
     * @param digest SHA-256 in hexadecimal
     * @return empty if there is none; one that was cancelled or has failed is gone on with by the next
     */
    public Optional<BatchRecord> withContent(String folder, String digest) {
        return ledger
                .read(connection -> BatchTable.find(
                        connection,
                        "where id = (select batch from batch_content where folder = ? and digest = ?)",
                        folder,
                        digest))
                .stream()
                .findFirst();
    }

    /**
     * Those of some ids that are batches'.
     *
     * @param ids 1 to 1,000
     */
    public Set<String> known(List<String> ids) {
        return ledger.read(connection -> {
            Set<String> known = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from batch where id in (" + Sql.placeholders(ids.size()) + ")")) {
                Sql.bindKeys(select, ids);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        known.add(row.getString(1));
                    }
                }
            }
            return known;
        });
    }

    /**
     * Batches that came to their end before an instant, in the order of their ids.
     *
     * @param after only those with a greater id; empty for all
     * @param limit most batches
     */
    public List<BatchRecord> finishedBefore(Instant before, String after, int limit) {
        return ledger.read(connection -> BatchTable.find(
                connection,
                "where finished_at < ? and again_at is null and id > ? order by id limit ?",
                before,
                after,
                limit));
    }

    /**
     * Batches, the newest first.
     *
     * @param limit most of them, 1 or more
     * @param before id of the batch after which to begin; empty for the newest
     */
    public List<BatchRecord> list(int limit, String before) {
        return list(new BatchFilter(null, "", false, before, limit));
    }

    /** Those batches that a filter means, the newest first. */
    public List<BatchRecord> list(BatchFilter filter) {
        String state = filter.state() == null ? "" : filter.state().name();
        return ledger.read(connection -> BatchTable.find(
                connection,
                "where (? = '' or id < ?) and (? = '' or state = ?) and (? = '' or folder = ?)"
                        + (filter.unfinished() ? " and finished_at is null" : "") + " order by id desc limit ?",
                filter.before(),
                filter.before(),
                state,
                state,
                filter.folder(),
                filter.folder(),
                filter.limit()));
    }

    /** Messages of a batch that a provider has, so that they cannot be held back any more. */
    public long gone(String id) {
        return ledger.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement("select count(*) from message where batch = ?"
                    + " and state in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED')")) {
                return (long) BatchTable.number(Sql.bind(count, id));
            }
        });
    }

    /** What people did with dead letters of a batch, the earliest first. */
    public List<BatchIntervention> deeds(String id) {
        return ledger.read(connection -> Interventions.ofBatch(connection, id));
    }

    /** Whether messages of a batch that were redriven have not come to their end again. */
    public boolean areOnTheWayAgain(String id) {
        return ledger.read(connection -> Interventions.areOnTheWay(connection, id));
    }

    /** Finished batches whose final answers and counts are out of date, the one of longest ago first, {@code 100} at most. */
    public List<BatchRecord> outOfDate() {
        return ledger.read(connection -> BatchTable.find(
                connection, "where again_at is not null and finished_at is not null order by again_at limit 100"));
    }

    /**
     * Has no more rows of a batch taken.
     *
     * @return {@code false} if there is no such batch, or all its rows are taken
     */
    public boolean pause(String id) {
        return writes.update(
                        "update batch set paused_at = coalesce(paused_at, ?), changed_at = ? where id = ?"
                                + " and state in ('PREPARING', 'WAITING', 'RUNNING')",
                        clock.instant(),
                        clock.instant(),
                        id)
                == 1;
    }

    /**
     * Has the rows of a batch taken again.
     *
     * @return {@code false} if there is no such batch, or it is not paused
     */
    public boolean resume(String id) {
        return writes.update(
                        "update batch set paused_at = null, changed_at = ? where id = ? and paused_at is not null",
                        clock.instant(),
                        id)
                == 1;
    }

    /**
     * Cancels a batch: what is not sent yet will not be. What that becomes of its rows and messages is told as it comes about.
     *
     * @return {@code false} if there is no such batch, or it has come to its end, or was cancelled before
     */
    public boolean cancel(String id) {
        return writes.update(
                        "update batch set state = 'CANCELLED', paused_at = null, changed_at = ? where id = ?"
                                + " and state in ('PREPARING', 'WAITING', 'RUNNING', 'SENDING')",
                        clock.instant(),
                        id)
                == 1;
    }
}
