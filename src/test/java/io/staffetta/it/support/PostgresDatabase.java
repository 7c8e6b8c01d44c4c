package io.staffetta.it.support;

import io.staffetta.ledger.store.LedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL of its own for the tests of a class; a static field of it. */
public final class PostgresDatabase implements BeforeAllCallback, AfterAllCallback {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private EmbeddedPostgres server;

    /** One that may take its time to start: many do so at once where tests run side by side. */
    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setPGStartupWait(LIMIT);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = builder().start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server.close();
    }

    /** The ledger in it; the caller's to close. */
    public LedgerStore store() {
        return LedgerStore.postgres(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    /** A connection to the database of the ledger. */
    public Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }
}
