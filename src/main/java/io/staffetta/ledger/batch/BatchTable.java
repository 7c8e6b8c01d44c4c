package io.staffetta.ledger.batch;

import io.staffetta.ledger.batch.BatchRecord.Counts;
import io.staffetta.ledger.batch.BatchRecord.Links;
import io.staffetta.ledger.batch.BatchRecord.Progress;
import io.staffetta.ledger.batch.BatchRecord.SourceFile;
import io.staffetta.ledger.batch.BatchRecord.Times;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private BatchTable() {}

    static int insert(Connection connection, BatchRecord batch) throws SQLException {
        Map<String, Object> columns = columns(batch);
        return Sql.update(
                connection,
                "insert into batch (" + String.join(", ", columns.keySet()) + ") values (?"
                        + ", ?".repeat(columns.size() - 1) + ") on conflict (id) do nothing",
                columns.values().toArray());
    }

    private static Map<String, Object> columns(BatchRecord batch) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("id", batch.id());
        columns.put("state", batch.state());
        columns.put("detail", Sql.emptyToNull(batch.detail()));
        putFile(columns, batch.file());
        putTimes(columns, batch.times());
        putProgress(columns, batch.progress());
        putCounts(columns, batch.counts());
        columns.put("follows", Sql.emptyToNull(batch.links().follows()));
        columns.put("same_as", Sql.emptyToNull(batch.links().sameAs()));
        return columns;
    }

    private static void putFile(Map<String, Object> columns, SourceFile file) {
        columns.put("folder", file.folder());
        columns.put("name", file.name());
        columns.put("place", Sql.emptyToNull(file.place()));
        columns.put("source", file.source());
        columns.put("bytes", file.bytes());
        columns.put("digest", Sql.emptyToNull(file.digest()));
        columns.put("row_count", file.rows());
        columns.put("directive", Sql.emptyToNull(file.directive()));
        columns.put("lost_with", Sql.emptyToNull(file.lostWith()));
    }

    private static void putTimes(Map<String, Object> columns, Times times) {
        columns.put("created_at", times.createdAt());
        columns.put("changed_at", times.changedAt());
        columns.put("paused_at", orNone(times.pausedAt()));
        columns.put("send_at", orNone(times.sendAt()));
        columns.put("next_at", orNone(times.nextAt()));
        columns.put("finished_at", orNone(times.finishedAt()));
        columns.put("again_at", orNone(times.againAt()));
    }

    private static void putProgress(Map<String, Object> columns, Progress progress) {
        columns.put("node", progress.node());
        columns.put("position", progress.position());
        columns.put("result_bytes", progress.resultBytes());
        columns.put("rejected_bytes", progress.rejectedBytes());
        columns.put("going_at", orNone(progress.goingAt()));
        columns.put("going_from", progress.goingFrom());
    }

    private static void putCounts(Map<String, Object> columns, Counts counts) {
        columns.put("taken", counts.taken());
        columns.put("messages", counts.messages());
        columns.put("rejected", counts.rejected());
        columns.put("repeated", counts.repeated());
        columns.put("ended", counts.ended());
        columns.put("accepted", counts.accepted());
        columns.put("dead", counts.dead());
        columns.put("cancelled", counts.cancelled());
    }

    private static Object orNone(Instant instant) {
        return instant == null ? Sql.NO_NUMBER : instant;
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
                file(row),
                BatchState.valueOf(row.getString("state")),
                Sql.text(row, "detail"),
                times(row),
                progress(row),
                counts(row),
                new Links(Sql.text(row, "follows"), Sql.text(row, "same_as")));
    }

    private static SourceFile file(ResultSet row) throws SQLException {
        return new SourceFile(
                row.getString("folder"),
                row.getString("name"),
                Sql.text(row, "place"),
                row.getString("source") == null ? BatchRecord.NO_APPLICATION : row.getString("source"),
                row.getLong("bytes"),
                Sql.text(row, "digest"),
                row.getLong("row_count"),
                Sql.text(row, "directive"),
                Sql.text(row, "lost_with"));
    }

    private static Times times(ResultSet row) throws SQLException {
        return new Times(
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instant(row, "paused_at"),
                Sql.instant(row, "send_at"),
                Sql.instant(row, "next_at"),
                Sql.instant(row, "finished_at"),
                Sql.instant(row, "again_at"));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getString("node"),
                row.getLong("position"),
                row.getLong("result_bytes"),
                row.getLong("rejected_bytes"),
                Sql.instant(row, "going_at"),
                row.getLong("going_from"));
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("taken"),
                row.getLong("messages"),
                row.getLong("rejected"),
                row.getLong("repeated"),
                row.getLong("ended"),
                row.getLong("accepted"),
                row.getLong("dead"),
                row.getLong("cancelled"));
    }
}
