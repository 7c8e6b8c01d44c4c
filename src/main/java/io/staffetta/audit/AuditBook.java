package io.staffetta.audit;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the audit trail, and looks whether it is whole.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read. Thread-safe.
 */
public final class AuditBook {

    private static final int PAGE = 1000;
    private static final String CHAIN =
            "select last_number, last_hash, cut_number, cut_hash from audit_chain where id = 1";
    private static final String PAGE_AFTER = "select * from audit where number > ? order by number limit " + PAGE;

    private final Ledger ledger;

    public AuditBook(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Entries, the newest first. */
    public List<AuditRecord> list(AuditFilter filter) {
        List<Object> values = new ArrayList<>();
        String sql =
                "select * from audit where " + filter.sql(values) + " order by number desc limit " + filter.limit();
        return ledger.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = Sql.bind(select, values.toArray()).executeQuery()) {
                return records(row);
            }
        });
    }

    /** The entry with a number. */
    public Optional<AuditRecord> find(long number) {
        return list(new AuditFilter("", "", "", null, null, number + 1, 1)).stream()
                .filter(found -> found.number() == number)
                .findFirst();
    }

    /** Looks at each entry, whether it fits the one before, and whether there are as many as there were. */
    public AuditVerdict verify() {
        return ledger.read(connection -> {
            // What is added or cut off meanwhile is not seen: both would look like a fault.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            try {
                return verify(connection);
            } finally {
                connection.rollback();
            }
        });
    }

    private static AuditVerdict verify(Connection connection) throws SQLException {
        Chain chain = chain(connection);
        long number = chain.cutNumber();
        String hash = chain.cutHash();
        boolean told = number == 0;
        for (List<AuditRecord> page = page(connection, number); !page.isEmpty(); page = page(connection, number)) {
            for (AuditRecord entry : page) {
                if (entry.number() != number + 1) {
                    return wrong(chain, number + 1, "is missing");
                }
                if (!entry.after(hash).hash().equals(entry.hash())) {
                    return wrong(chain, entry.number(), "was changed, or put in place of another");
                }
                told |= entry.action().equals(CutEntries.ACTION)
                        && entry.subject().equals(Long.toString(chain.cutNumber()))
                        && entry.details().contains(chain.cutHash());
                number = entry.number();
                hash = entry.hash();
            }
        }
        if (number != chain.lastNumber() || !hash.equals(chain.lastHash())) {
            return number < chain.lastNumber()
                    ? wrong(chain, number + 1, "is missing")
                    : wrong(chain, number, "was added beside the chain");
        }
        return told
                ? new AuditVerdict(true, chain.cutNumber() + 1, number, hash, null, null)
                : wrong(
                        chain,
                        chain.cutNumber() + 1,
                        "is the first, but no entry tells that those before were cut off");
    }

    private static AuditVerdict wrong(Chain chain, long number, String problem) {
        return new AuditVerdict(false, chain.cutNumber() + 1, chain.lastNumber(), chain.lastHash(), number, problem);
    }

    private record Chain(long lastNumber, String lastHash, long cutNumber, String cutHash) {}

    private static Chain chain(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CHAIN);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? new Chain(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4))
                    : new Chain(0, "", 0, "");
        }
    }

    private static List<AuditRecord> page(Connection connection, long after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PAGE_AFTER);
                ResultSet row = Sql.bind(select, after).executeQuery()) {
            return records(row);
        }
    }

    private static List<AuditRecord> records(ResultSet row) throws SQLException {
        List<AuditRecord> records = new ArrayList<>();
        while (row.next()) {
            records.add(new AuditRecord(
                    row.getLong("number"),
                    Instant.ofEpochMilli(row.getLong("done_at")),
                    row.getString("who"),
                    row.getString("role"),
                    row.getString("came_from"),
                    row.getString("action"),
                    row.getString("subject"),
                    row.getString("details"),
                    row.getString("why"),
                    row.getString("hash")));
        }
        return records;
    }
}
