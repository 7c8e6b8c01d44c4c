package io.staffetta.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Adds entries to the end of the chain. One gateway at a time does: the row of its end is locked until the commit. */
final class AppendEntries implements LedgerCommand<AuditEntry, AuditRecord> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCK = "update audit_chain set last_number = last_number where id = 1";
    private static final String END = "select last_number, last_hash from audit_chain where id = 1";
    private static final String INSERT =
            "insert into audit (number, done_at, who, role, came_from, action, subject, details, why, hash)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String MOVE = "update audit_chain set last_number = ?, last_hash = ? where id = 1";

    private final Clock clock;

    AppendEntries(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Place place() {
        return Place.LAST;
    }

    @Override
    public List<AuditRecord> apply(Connection connection, List<AuditEntry> entries) throws SQLException {
        List<AuditRecord> added = new ArrayList<>(entries.size());
        AuditRecord end = end(connection);
        long number = end.number();
        String hash = end.hash();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (AuditEntry entry : entries) {
                AuditRecord next = record(++number, entry).after(hash);
                hash = next.hash();
                Sql.bind(
                                insert,
                                next.number(),
                                next.at(),
                                next.who(),
                                next.role(),
                                next.from(),
                                next.action(),
                                next.subject(),
                                next.details(),
                                next.why(),
                                next.hash())
                        .addBatch();
                added.add(next);
            }
            insert.executeBatch();
        }
        Sql.update(connection, MOVE, number, hash);
        return added;
    }

    /** After the lock: what another gateway has added meanwhile is seen. */
    private static AuditRecord end(Connection connection) throws SQLException {
        Sql.update(connection, LOCK);
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(END)) {
            if (!row.next()) {
                throw new SQLException("Table audit_chain has no row");
            }
            return new AuditRecord(row.getLong(1), null, "", "", "", "", "", "", "", row.getString(2));
        }
    }

    private AuditRecord record(long number, AuditEntry entry) {
        try {
            return new AuditRecord(
                    number,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    entry.by().name(),
                    entry.role(),
                    entry.by().from(),
                    entry.action(),
                    entry.subject(),
                    JSON.writeValueAsString(entry.details()),
                    entry.why(),
                    "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written as JSON", e);
        }
    }
}
