package io.staffetta.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A real ledger, in a file under {@code target}. */
public final class TestLedger {

    private final LedgerStore store =
            LedgerStore.embedded(Path.of("target", "ledgers", UUID.randomUUID().toString()));
    private final Ledger ledger;

    public TestLedger(Clock clock) {
        ledger = new Ledger(store, "test", Duration.ofDays(7), Duration.ofMinutes(1), clock);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Forgets all messages. */
    public void clear() {
        try (Connection connection = store.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("message", "attempt", "reference")) {
                statement.executeUpdate("delete from " + table);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
