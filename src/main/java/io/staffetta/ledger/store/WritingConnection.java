package io.staffetta.ledger.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the one connection on which a ledger writes, and opens another when it is lost.
 *
 * <p>Not thread-safe.
 */
final class WritingConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WritingConnection.class);

    private final HikariDataSource source;
    private Connection connection;

    WritingConnection(HikariDataSource source) {
        this.source = source;
    }

    /** The connection, which commits only when it is told to. */
    Connection get() throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** Rolls back what was not committed, if there is a connection. */
    void rollback() {
        if (connection != null) {
            try {
                connection.rollback();
            } catch (SQLException | Error e) {
                LOG.debug("No rollback", e);
                disconnect();
            }
        }
    }

    /** Closes the connection. Not back into the pool: one whose transaction SQLite has ended by itself still believes in it. */
    void disconnect() {
        if (connection != null) {
            source.evictConnection(connection);
            connection = null;
        }
    }
}
