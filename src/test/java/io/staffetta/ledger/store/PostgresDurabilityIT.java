package io.staffetta.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.it.support.PostgresDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresDurabilityIT {

    @Test
    void aServerThatForgetsCommitsIsAskedToKeepThoseOfTheLedger() throws Exception {
        assertThat(settingOfLedgerAt("off")).isEqualTo("on");
    }

    @Test
    void aServerThatDoesMoreThanIsNeededGoesOnDoingSo() throws Exception {
        assertThat(settingOfLedgerAt("remote_apply")).isEqualTo("remote_apply");
    }

    @Test
    void aServerThatDoesNotWriteToTheDiskIsNamedAsARisk() throws IOException {
        try (EmbeddedPostgres server = PostgresDatabase.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                LedgerStore store = store(server)) {
            assertThat(store.risk()).get().asString().contains("fsync = off", "fsync = on in postgresql.conf");
        }
    }

    @Test
    void aServerThatWritesToTheDiskIsNoRisk() throws IOException {
        try (EmbeddedPostgres server = PostgresDatabase.builder()
                        .setServerConfig("fsync", "on")
                        .start();
                LedgerStore store = store(server)) {
            assertThat(store.risk()).isEmpty();
        }
    }

    private static String settingOfLedgerAt(String setting) throws IOException, SQLException {
        try (EmbeddedPostgres server = PostgresDatabase.builder()
                        .setServerConfig("synchronous_commit", setting)
                        .start();
                LedgerStore store = store(server);
                Connection connection = store.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show synchronous_commit")) {
            row.next();
            return row.getString(1);
        }
    }

    private static LedgerStore store(EmbeddedPostgres server) {
        return LedgerStore.postgres(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }
}
