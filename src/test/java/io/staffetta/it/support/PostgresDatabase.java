package io.staffetta.it.support;

import io.staffetta.ledger.store.LedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL of its own for the tests of a class; a static field of it. */
public final class PostgresDatabase implements BeforeAllCallback, AfterAllCallback {

    private EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = EmbeddedPostgres.start();
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
