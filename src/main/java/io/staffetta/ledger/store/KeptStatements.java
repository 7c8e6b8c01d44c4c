package io.staffetta.ledger.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * Connections to SQLite that keep their prepared statements, as the driver of PostgreSQL does by itself: with the driver of
 * SQLite each transaction would have all of its statements compiled anew.
 */
final class KeptStatements extends SQLiteDataSource {

    private static final String PREFIX = "jdbc:sqlite:";
    /** Statements that a connection keeps, without those in use; the ledger's thread has about 20. */
    private static final int MOST = 64;

    private final Properties properties;

    /**
     * @param url of the file, {@code jdbc:sqlite:…}
     * @param properties as the driver has them
     */
    KeptStatements(String url, Properties properties) {
        setUrl(url);
        this.properties = properties;
    }

    @Override
    public SQLiteConnection getConnection(String user, String password) throws SQLException {
        return new Keeping(getUrl(), getUrl().substring(PREFIX.length()), properties);
    }

    /** Not thread-safe, as no connection is. */
    private static final class Keeping extends JDBC4Connection {

        private final Map<String, Kept> unused = new LinkedHashMap<>();

        Keeping(String url, String file, Properties properties) throws SQLException {
            super(url, file, properties);
        }

        @Override
        public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
                throws SQLException {
            checkOpen();
            checkCursor(type, concurrency, holdability);
            Kept kept = unused.remove(sql);
            return kept == null ? new Kept(this, sql) : kept;
        }

        void keep(String sql, Kept statement) throws SQLException {
            Kept other = unused.putIfAbsent(sql, statement);
            if (other == null && unused.size() > MOST) {
                unused.remove(unused.keySet().iterator().next()).end();
            } else if (other != null && other != statement) {
                statement.end();
            }
        }
    }

    /** Closed, it waits for its next use. The connection closes it for good. */
    private static final class Kept extends JDBC4PreparedStatement {

        private final Keeping connection;
        private final String text;

        Kept(Keeping connection, String sql) throws SQLException {
            super(connection, sql);
            this.connection = connection;
            this.text = sql;
        }

        @Override
        public void close() throws SQLException {
            if (connection.isClosed() || isClosed()) {
                super.close();
                return;
            }
            rs.close();
            clearBatch();
            pointer.safeRunInt((database, statement) -> database.reset(statement));
            connection.keep(text, this);
        }

        private void end() throws SQLException {
            super.close();
        }
    }
}
