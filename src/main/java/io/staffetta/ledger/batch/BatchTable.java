package io.staffetta.ledger.batch;

import io.staffetta.ledger.history.Entries;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements on the tables of batches. */
public final class BatchTable {

    static final String ON_QUEUES = "select count(*) from (select 1 from message where account = ?"
            + " and state in ('TAKEN', 'QUEUED', 'WAITING') limit ?) as counted";

    static final String OWN = "insert into batch_content (folder, digest, batch) values (?, ?, ?)"
            + " on conflict (folder, digest) do nothing";

    static final String FOLLOW = "update batch_content set batch = ? where folder = ? and digest = ? and batch = ?"
            + " and exists (select 1 from batch where id = batch_content.batch and finished_at is not null"
            + " and state in ('CANCELLED', 'FAILED'))";

    // If this is done again, since its answer was lost, it stays known what the batch follows.
    static final String PREPARE = "update batch set digest = ?, row_count = ?, send_at = ?, directive = ?,"
            + " follows = coalesce(?, follows), changed_at = ?, deaths = 0,"
            + " state = case state when 'PREPARING' then 'WAITING' else state end where id = ? and node = ?";

    private static final String INSERT = "insert into batch (id, folder, name, digest, bytes, state, paused_at, detail,"
            + " node, created_at, changed_at, send_at, row_count, position, result_bytes, rejected_bytes, taken, messages,"
            + " rejected, repeated, ended, accepted, dead, cancelled, directive, finished_at, going_at, going_from, place, follows,"
            + " next_at, same_as, source)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (id) do nothing";

    private BatchTable() {}

    static int insert(Connection connection, BatchRecord batch) throws SQLException {
        return Sql.update(
                connection,
                INSERT,
                batch.id(),
                batch.folder(),
                batch.name(),
                Entries.emptyToNull(batch.digest()),
                batch.bytes(),
                batch.state(),
                batch.pausedAt() == null ? Sql.NO_NUMBER : batch.pausedAt(),
                Entries.emptyToNull(batch.detail()),
                batch.node(),
                batch.createdAt(),
                batch.changedAt(),
                batch.sendAt() == null ? Sql.NO_NUMBER : batch.sendAt(),
                batch.rows(),
                batch.position(),
                batch.resultBytes(),
                batch.rejectedBytes(),
                batch.taken(),
                batch.messages(),
                batch.rejected(),
                batch.repeated(),
                batch.ended(),
                batch.accepted(),
                batch.dead(),
                batch.cancelled(),
                Entries.emptyToNull(batch.directive()),
                batch.finishedAt() == null ? Sql.NO_NUMBER : batch.finishedAt(),
                batch.goingAt() == null ? Sql.NO_NUMBER : batch.goingAt(),
                batch.goingFrom(),
                Entries.emptyToNull(batch.place()),
                Entries.emptyToNull(batch.follows()),
                batch.nextAt() == null ? Sql.NO_NUMBER : batch.nextAt(),
                Entries.emptyToNull(batch.sameAs()),
                batch.source());
    }

    /** All batches that a condition, with what follows it, gives. */
    static List<BatchRecord> find(Connection connection, String where, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select * from batch " + where);
                ResultSet row = Sql.bind(select, values).executeQuery()) {
            List<BatchRecord> found = new ArrayList<>();
            while (row.next()) {
                found.add(batch(row));
            }
            return found;
        }
    }

    /** The batch that has a content; there must be one. */
    static String owner(Connection connection, String folder, String digest) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select batch from batch_content where folder = ? and digest = ?");
                ResultSet row = Sql.bind(select, folder, digest).executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static BatchRecord batch(ResultSet row) throws SQLException {
        return new BatchRecord(
                row.getString("id"),
                row.getString("folder"),
                row.getString("name"),
                Sql.text(row, "digest"),
                row.getLong("bytes"),
                BatchState.valueOf(row.getString("state")),
                Sql.instant(row, "paused_at"),
                Sql.text(row, "detail"),
                row.getString("node"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instant(row, "send_at"),
                row.getLong("row_count"),
                row.getLong("position"),
                row.getLong("taken"),
                row.getLong("messages"),
                row.getLong("rejected"),
                row.getLong("repeated"),
                row.getLong("ended"),
                row.getLong("accepted"),
                row.getLong("dead"),
                row.getLong("cancelled"),
                row.getLong("result_bytes"),
                row.getLong("rejected_bytes"),
                Sql.text(row, "directive"),
                Sql.instant(row, "finished_at"),
                Sql.instant(row, "going_at"),
                row.getLong("going_from"),
                Sql.text(row, "place"),
                Sql.text(row, "follows"),
                Sql.instant(row, "next_at"),
                Sql.text(row, "same_as"),
                Sql.instant(row, "again_at"),
                row.getString("source") == null ? BatchRecord.NO_APPLICATION : row.getString("source"));
    }
}
