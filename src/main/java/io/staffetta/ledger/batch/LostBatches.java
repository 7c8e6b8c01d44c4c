package io.staffetta.ledger.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches whose files are lost with a gateway that is gone. Another gateway takes such a batch from it, and ends it by what the ledger
 * knows; whatever the lost one would still do for the batch comes to nothing.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class LostBatches {

    private static final int PAGE = 1000;

    private static final String TAKE =
            "update batch set state = 'CANCELLED', paused_at = null, node = ?, lost_with = ?,"
                    + " detail = ?, changed_at = ? where id = ? and node = ? and finished_at is null and not exists"
                    + " (select 1 from node where id = batch.node and ended_at is null and seen_at >= ?)";

    private static final String WAITING = "select id, taken_at from message where batch = ? and taken_at >= ?"
            + " and state in ('TAKEN', 'QUEUED', 'WAITING') and not exists (select 1 from attempt"
            + " where message_id = message.id and (ended_at is null or outcome = 'UNKNOWN')) order by taken_at limit ?";

    private static final String STATES = "select state, count(*) as number from message where batch = ? group by state";

    private final Ledger ledger;
    private final BatchWrites writes;
    private final BatchMessages messages;
    private final Clock clock;

    LostBatches(Ledger ledger, BatchWrites writes, BatchMessages messages, Clock clock) {
        this.ledger = ledger;
        this.writes = writes;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Cancels a batch, and takes it from the gateway that has its file, so that this one ends it.
     *
     * @param from that gateway
     * @return {@code false} if that gateway lives after all, another one has gone on with the batch, or it has ended
     */
    public boolean take(BatchRecord batch, NodeRecord.Absence from) {
        Instant now = clock.instant();
        return writes.update(
                        TAKE,
                        ledger.node(),
                        from.name(),
                        "Gateway '" + from.name()
                                + "', which had its file, was gone when it was cancelled: it has no answers",
                        now,
                        batch.id(),
                        batch.progress().node(),
                        now.minus(Nodes.SILENCE))
                == 1;
    }

    /** Those that this process has to end, the oldest first. */
    public List<BatchRecord> own() {
        return ledger.read(connection -> BatchTable.find(
                connection,
                "where lost_with is not null and finished_at is null and node = ? order by id",
                ledger.node()));
    }

    /** Those that have ended, the oldest first. */
    public List<BatchRecord> ended() {
        return ledger.read(connection ->
                BatchTable.find(connection, "where lost_with is not null and finished_at is not null order by id"));
    }

    /** Ends all messages of a batch that wait to be sent, but for those with an attempt under way or of unknown outcome. */
    public void cancelMessages(String id) {
        record Waiting(String id, long takenAt) {}
        long since = 0;
        List<Waiting> before = List.of();
        while (true) {
            long from = since;
            List<Waiting> page = ledger.read(connection -> {
                List<Waiting> found = new ArrayList<>();
                try (PreparedStatement select = connection.prepareStatement(WAITING);
                        ResultSet row = Sql.bind(select, id, from, PAGE).executeQuery()) {
                    while (row.next()) {
                        found.add(new Waiting(row.getString("id"), row.getLong("taken_at")));
                    }
                }
                return found;
            });
            // What another gateway holds at this moment comes again, and is left for the next time.
            if (page.isEmpty() || page.equals(before)) {
                return;
            }
            messages.cancel(page.stream().map(Waiting::id).toList());
            since = page.get(page.size() - 1).takenAt();
            before = page;
        }
    }

    /** How many messages of a batch have come to which end. One that is forgotten for its age has ended as nobody knows. */
    public BatchEnds ends(BatchRecord batch) {
        return ledger.read(connection -> {
            BatchEnds ends = BatchEnds.NONE;
            long known = 0;
            try (PreparedStatement select = connection.prepareStatement(STATES);
                    ResultSet row = Sql.bind(select, batch.id()).executeQuery()) {
                while (row.next()) {
                    State state = State.valueOf(row.getString("state"));
                    known += row.getLong("number");
                    ends = state.isEnd() ? ends.plus(state, row.getLong("number")) : ends;
                }
            }
            return ends.plus(State.DELIVERED, Math.max(0, batch.counts().messages() - known));
        });
    }
}
