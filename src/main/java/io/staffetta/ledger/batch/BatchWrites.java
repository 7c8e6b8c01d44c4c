package io.staffetta.ledger.batch;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Changes of batches, each in a transaction that others share. */
final class BatchWrites {

    private static final LedgerCommand<Write<?>, Object> WRITES = (connection, writes) -> {
        List<Object> outputs = new ArrayList<>(writes.size());
        for (Write<?> write : writes) {
            outputs.add(write.in(connection));
        }
        return outputs;
    };

    private final Ledger ledger;

    BatchWrites(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A change. */
    interface Write<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Makes a change that one statement is; returns how many rows it changed. */
    int update(String sql, Object... values) {
        return write(connection -> Sql.update(connection, sql, values));
    }

    /** Makes a change, and waits. */
    @SuppressWarnings("unchecked")
    <T> T write(Write<T> write) {
        return (T) Ledger.await(ledger.submit(WRITES, write));
    }
}
