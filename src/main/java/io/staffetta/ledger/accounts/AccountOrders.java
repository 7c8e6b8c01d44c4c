package io.staffetta.ledger.accounts;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what people have ordered of accounts, for all gateways on a ledger.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class AccountOrders {

    private static final String PAUSE =
            "insert into account_pause (account, since, until_at, who, why) values (?, ?, ?, ?, ?) on conflict (account) do"
                    + " update set until_at = excluded.until_at, who = excluded.who, why = excluded.why";
    private static final String MOVE = "insert into account_move (account, target, since, who) values (?, ?, ?, ?)"
            + " on conflict (account) do update set target = excluded.target, who = excluded.who";
    private static final String UNPARK = "insert into account_unpark (account, times) values (?, 1)"
            + " on conflict (account) do update set times = account_unpark.times + 1";
    private static final LedgerCommand<Object[], Integer> UPDATE = (connection, statements) -> {
        List<Integer> counts = new ArrayList<>();
        for (Object[] statement : statements) {
            Object[] values = new Object[statement.length - 1];
            System.arraycopy(statement, 1, values, 0, values.length);
            counts.add(Sql.update(connection, (String) statement[0], values));
        }
        return counts;
    };

    private final Ledger ledger;

    public AccountOrders(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Holds an account; one that is held already stays so, until the new end. */
    public void pause(AccountPause pause) {
        update(PAUSE, pause.account(), pause.since(), number(pause.until()), pause.who(), pause.why());
    }

    /**
     * Lets an account go on.
     *
     * @return whether it was held
     */
    public boolean resume(String account) {
        return update("delete from account_pause where account = ?", account) > 0;
    }

    /** Lets an account go on if it is held no longer than to an end that was read. */
    public boolean resume(AccountPause pause) {
        return update("delete from account_pause where account = ? and until_at = ?", pause.account(), pause.until())
                > 0;
    }

    /** The accounts that are held. */
    public List<AccountPause> pauses() {
        return ledger.read(connection -> rows(
                connection,
                "select * from account_pause order by account",
                row -> new AccountPause(
                        row.getString("account"),
                        Sql.instant(row, "since"),
                        Sql.instant(row, "until_at"),
                        row.getString("who"),
                        row.getString("why"))));
    }

    /** Has what waits for an account put where another one takes it. */
    public void move(AccountMove move) {
        update(MOVE, move.account(), move.target(), move.since(), move.who());
    }

    /** Has nothing more moved from an account. */
    public void moved(String account) {
        update("delete from account_move where account = ?", account);
    }

    /** The accounts from which messages are moved. */
    public List<AccountMove> moves() {
        return ledger.read(connection -> rows(
                connection,
                "select * from account_move order by account",
                row -> new AccountMove(
                        row.getString("account"),
                        row.getString("target"),
                        Sql.instant(row, "since"),
                        row.getString("who"))));
    }

    /** Has all gateways open an account if it is parked. */
    public void unpark(String account) {
        update(UNPARK, account);
    }

    /** How often each account was to be opened so far. */
    public Map<String, Long> unparks() {
        Map<String, Long> unparks = new TreeMap<>();
        return ledger.read(connection -> {
            rows(
                    connection,
                    "select account, times from account_unpark",
                    row -> unparks.put(row.getString("account"), row.getLong("times")));
            return unparks;
        });
    }

    /** How many messages wait, by account; those that are to be tried again, or to be sent later, count too. */
    public Map<String, Long> waiting() {
        Map<String, Long> waiting = new TreeMap<>();
        return ledger.read(connection -> {
            rows(
                    connection,
                    "select account, count(*) as number from message where state in ('TAKEN', 'QUEUED', 'WAITING')"
                            + " group by account",
                    row -> waiting.put(row.getString("account"), row.getLong("number")));
            return waiting;
        });
    }

    /** Notes that a message that waits is another account's from now on. */
    public void reassign(String messageId, String account) {
        update(
                "update message set account = ? where id = ? and state in ('TAKEN', 'QUEUED', 'WAITING')",
                account,
                messageId);
    }

    private static Object number(Instant instant) {
        return instant == null ? Sql.NO_NUMBER : instant;
    }

    private int update(Object... statement) {
        return Ledger.await(ledger.submit(UPDATE, statement));
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, Row<T> mapper) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(mapper.of(row));
            }
        }
        return all;
    }
}
