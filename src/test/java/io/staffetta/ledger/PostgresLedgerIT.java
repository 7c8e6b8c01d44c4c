package io.staffetta.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.store.LedgerStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresLedgerIT extends LedgerContract {

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    /** Gateways that died with an attempt under way hold their slots for a minute, and there are not enough for all tests. */
    @AfterEach
    void letTheDeadHoldNoSlots() throws SQLException {
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from claim");
        }
    }

    @Override
    LedgerStore store() {
        return POSTGRES.store();
    }

    @Test
    void knowsOtherGatewaysByName() {
        Duration minute = Duration.ofMinutes(1);
        try (Ledger one = new Ledger(store(), "one", minute, minute, Clock.systemUTC());
                Ledger two = new Ledger(store(), "two", minute, minute, Clock.systemUTC())) {
            assertThat(two.nodes().name(one.node())).isEqualTo("one");
            assertThat(two.nodes().name(two.node())).isEqualTo("two");
            assertThat(two.nodes().name("long gone")).isEmpty();
        }
    }
}
