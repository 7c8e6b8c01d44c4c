package io.staffetta.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Reads from a ledger, each time on a connection of its own.
 *
 * <p>Thread-safe.
 */
public final class LedgerReads {

    private final DataSource source;

    public LedgerReads(DataSource source) {
        this.source = source;
    }

    /** Something that is read. */
    public interface Reading<T> {
        T of(Connection connection) throws SQLException;
    }

    /**
     * Reads.
     *
     * @throws LedgerAwayException if it cannot be read
     */
    public <T> T read(Reading<T> reading) {
        try (Connection connection = source.getConnection()) {
            return reading.of(connection);
        } catch (SQLException e) {
            throw new LedgerAwayException("The ledger cannot be read: " + e.getMessage(), e);
        }
    }
}
