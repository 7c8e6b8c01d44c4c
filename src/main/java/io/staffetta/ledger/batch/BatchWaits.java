package io.staffetta.ledger.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what batches wait for, so that people see why one does not go on.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class BatchWaits {

    static final String NOTE =
            "insert into batch_wait (batch, reason, accounts, since, times) values (?, ?, ?, ?, ?) on conflict (batch) do"
                    + " update set reason = excluded.reason, accounts = excluded.accounts, since = excluded.since,"
                    + " times = excluded.times";

    private final Ledger ledger;
    private final BatchWrites writes;

    BatchWaits(Ledger ledger, BatchWrites writes) {
        this.ledger = ledger;
        this.writes = writes;
    }

    /** Notes what a batch waits for, in place of what was noted before. */
    public void note(String id, BatchWait wait) {
        writes.update(NOTE, id, wait.reason(), String.join(" ", wait.accounts()), wait.since(), wait.times());
    }

    /** Notes that a batch goes on. */
    public void forget(String id) {
        writes.update("delete from batch_wait where batch = ?", id);
    }

    /**
     * What some batches wait for, by their ids; nothing of those that go on.
     *
     * @param ids at most 1,000
     */
    public Map<String, BatchWait> of(List<String> ids) {
        Map<String, BatchWait> waits = new HashMap<>();
        if (ids.isEmpty()) {
            return waits;
        }
        return ledger.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select * from batch_wait where batch in (" + Sql.placeholders(ids.size()) + ")")) {
                Sql.bindKeys(select, ids);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        waits.put(row.getString("batch"), wait(row));
                    }
                }
            }
            return waits;
        });
    }

    private static BatchWait wait(ResultSet row) throws SQLException {
        String accounts = Sql.text(row, "accounts");
        return new BatchWait(
                row.getString("reason"),
                accounts.isEmpty() ? List.of() : List.of(accounts.split(" ")),
                Sql.instant(row, "since"),
                row.getInt("times"));
    }
}
