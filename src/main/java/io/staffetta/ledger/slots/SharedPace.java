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
 * The pace of accounts that several gateways share. One statement takes turns, by the clock of the database, whatever those of
 * the gateways say.
 *
 * <p>Thread-safe.
 */
public final class SharedPace {

    private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";
    private static final String ENTER = "insert into pace (account, next_at) values (?, 0) on conflict do nothing";
    /** A turn is due from {@code base} on at each interval. */
    private static final String TAKE =
            "with pace_now as (select next_at, " + NOW + " as now from pace where account = ? for update),"
                    + " due as (select now, greatest(next_at, now - ?) as base from pace_now where next_at <= now),"
                    + " taken as (select now, base, least(?, (now - base) / ? + 1) as turns from due)"
                    + " update pace set next_at = taken.base + taken.turns * ? from taken where account = ?"
                    + " returning taken.turns, pace.next_at - taken.now";

    private static final String LEFT = "select next_at - " + NOW + " from pace where account = ?";

    private final DataSource source;

    public SharedPace(DataSource source) {
        this.source = source;
    }

    /**
     * Turns of an account.
     *
     * @param taken how many were taken; 0 if it is not time
     * @param left until the next
     */
    public record Turns(int taken, Duration left) {}

    /**
     * Takes turns of an account, as many as it is time for.
     *
     * @param interval from one turn to the next
     * @param late how late a turn may be taken so that those after it are not late, too
     * @param most turns to take, 1 or more
     * @throws LedgerAwayException if nothing is certain
     */
    public Turns take(String account, Duration interval, Duration late, int most) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(true);
            long micros = (interval.toNanos() + 999) / 1000;
            Turns turns = turns(connection, TAKE, account, late.toNanos() / 1000, (long) most, micros, micros, account);
            if (turns != null) {
                return turns;
            }
            if (enter(connection, account)) {
                return new Turns(0, Duration.ofNanos(1));
            }
            return new Turns(0, left(connection, account));
        } catch (SQLException e) {
            throw new LedgerAwayException("The pace of account '" + account + "' is not known: " + e.getMessage(), e);
        }
    }

    private static Turns turns(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = Sql.bind(statement, values).executeQuery()) {
            return row.next() ? new Turns(row.getInt(1), micros(row.getLong(2))) : null;
        }
    }

    private static boolean enter(Connection connection, String account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
            return Sql.bind(statement, account).executeUpdate() == 1;
        }
    }

    private static Duration left(Connection connection, String account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEFT);
                ResultSet row = Sql.bind(statement, account).executeQuery()) {
            return micros(row.next() ? row.getLong(1) : 0);
        }
    }

    private static Duration micros(long left) {
        return Duration.ofNanos(Math.max(1, left * 1000));
    }
}
