package io.staffetta.ledger.slots;

import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The pace of accounts that several gateways share. One statement takes a turn, by the clock of the database: however much
 * the clocks of the gateways differ, no two turns of an account are closer than its interval.
 *
 * <p>Thread-safe.
 */
public final class SharedPace {

    private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";
    private static final String ENTER = "insert into pace (account, next_at) values (?, 0) on conflict do nothing";
    private static final String TAKE = "update pace set next_at = clock.now + ? from (select " + NOW
            + " as now) clock where account = ? and next_at <= clock.now";
    private static final String LEFT = "select next_at - " + NOW + " from pace where account = ?";

    private final DataSource source;

    public SharedPace(DataSource source) {
        this.source = source;
    }

    /**
     * Takes the turn of an account, if it is time.
     *
     * @param interval from one turn to the next
     * @return zero if it was taken, else how long it is until the next
     * @throws LedgerAwayException if nothing is certain
     */
    public Duration take(String account, Duration interval) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(true);
            long micros = (interval.toNanos() + 999) / 1000;
            if (update(connection, TAKE, micros, account) == 1) {
                return Duration.ZERO;
            }
            if (update(connection, ENTER, account) == 1) {
                return Duration.ofNanos(1);
            }
            return left(connection, account);
        } catch (SQLException e) {
            throw new LedgerAwayException("The pace of account '" + account + "' is not known: " + e.getMessage(), e);
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return Sql.bind(statement, values).executeUpdate();
        }
    }

    private static Duration left(Connection connection, String account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEFT);
                ResultSet row = Sql.bind(statement, account).executeQuery()) {
            long micros = row.next() ? row.getLong(1) : 0;
            return Duration.ofNanos(Math.max(1, micros * 1000));
        }
    }
}
