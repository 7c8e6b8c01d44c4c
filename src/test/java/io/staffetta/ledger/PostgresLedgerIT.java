package io.staffetta.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.store.LedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresLedgerIT extends LedgerContract {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    /** Gateways that died with an attempt under way hold their slots for a minute, and there are not enough for all tests. */
    @AfterEach
    void letTheDeadHoldNoSlots() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from claim");
        }
    }

    @Override
    LedgerStore store() {
        return LedgerStore.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    @Test
    void knowsOtherGatewaysByName() {
        Duration minute = Duration.ofMinutes(1);
        try (Ledger one = new Ledger(store(), "one", minute, minute, Clock.systemUTC());
                Ledger two = new Ledger(store(), "two", minute, minute, Clock.systemUTC())) {
            assertThat(two.nodeName(one.node())).isEqualTo("one");
            assertThat(two.nodeName(two.node())).isEqualTo("two");
            assertThat(two.nodeName("long gone")).isEmpty();
        }
    }
}
