package io.staffetta.audit;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts off the entries before an instant. Number and hash of the last of them stay, and are told in an entry of their own, so that
 * the rest can still be verified, and nobody cuts off more without a trace.
 */
final class CutEntries implements LedgerCommand<Instant, Integer> {

    /** Action of the entry that tells of it. */
    static final String ACTION = "audit.cut";

    private static final Caller GATEWAY = new Caller("staffetta", Role.ADMIN, "");
    private static final String LOCK = "update audit_chain set last_number = last_number where id = 1";
    private static final String LAST = "select number, hash from audit where number < (select coalesce(min(number),"
            + " (select last_number from audit_chain where id = 1)) from audit where done_at >= ?)"
            + " order by number desc limit 1";
    private static final String DELETE = "delete from audit where number <= ?";
    private static final String KEEP = "update audit_chain set cut_number = ?, cut_hash = ? where id = 1";

    private final AppendEntries append;

    CutEntries(Clock clock) {
        append = new AppendEntries(clock);
    }

    @Override
    public Place place() {
        return Place.LAST;
    }

    @Override
    public List<Integer> apply(Connection connection, List<Instant> inputs) throws SQLException {
        List<Integer> cut = new ArrayList<>();
        for (Instant before : inputs) {
            cut.add(cut(connection, before));
        }
        return cut;
    }

    private int cut(Connection connection, Instant before) throws SQLException {
        Sql.update(connection, LOCK);
        long number;
        String hash;
        try (PreparedStatement select = connection.prepareStatement(LAST);
                ResultSet row = Sql.bind(select, before).executeQuery()) {
            if (!row.next()) {
                return 0;
            }
            number = row.getLong(1);
            hash = row.getString(2);
        }
        int deleted = Sql.update(connection, DELETE, number);
        Sql.update(connection, KEEP, number, hash);
        append.apply(
                connection,
                List.of(new AuditEntry(
                        GATEWAY,
                        ACTION,
                        Long.toString(number),
                        Map.of("entries", Integer.toString(deleted), "hash", hash),
                        "kept for as long as staffetta.audit.keep says")));
        return deleted;
    }
}
