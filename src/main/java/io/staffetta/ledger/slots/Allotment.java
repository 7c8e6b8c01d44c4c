package io.staffetta.ledger.slots;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Slots that are taken in one transaction. From the first that is asked for until it ends, no other gateway takes any, so that
 * what is counted stays true; slots may be given back meanwhile.
 */
public final class Allotment {

    /** A gateway that has found no slot and does not ask again for so long does not wait any more. */
    static final long PATIENCE_MICROS = 1_000_000;

    // One that stands still in the middle of it is cut off, or nobody could begin anything.
    private static final String LOCK = "select set_config('idle_in_transaction_session_timeout', '5000', true),"
            + " pg_advisory_xact_lock(7823365210), " + SharedSlots.NOW + " as now";
    private static final String CLAIMS =
            "select node, most, until, usual_since, usual_asked, urgent_since, urgent_asked"
                    + " from claim where account = ? and until > ?";
    private static final String HELD = "select number, node, token, message_id, urgent from slot s where account = ?"
            + " and (node = ? or exists (select 1 from claim c where c.account = s.account and c.node = s.node"
            + " and c.until > ?))";
    private static final String TAKE = "insert into slot (account, number, node, token, message_id, urgent)"
            + " values (?, ?, ?, ?, ?, ?) on conflict (account, number) do update set node = excluded.node,"
            + " token = excluded.token, message_id = excluded.message_id, urgent = excluded.urgent";
    private static final String CLAIM = "insert into claim (account, node, most, until, usual_since, usual_asked,"
            + " urgent_since, urgent_asked) values (?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (account, node) do update set most = excluded.most, until = excluded.until,"
            + " usual_since = excluded.usual_since, usual_asked = excluded.usual_asked,"
            + " urgent_since = excluded.urgent_since, urgent_asked = excluded.urgent_asked";

    private final Connection connection;
    private final String node;
    private final long termMicros;
    private final Map<String, Taking> accounts = new LinkedHashMap<>();
    private long now;

    /** What is known of an account, and what of it is to be written. */
    private static final class Taking {
        private final List<SlotWish> taken = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private SlotBoard board;
        private int most;
        private final Waiting usual = new Waiting();
        private final Waiting urgent = new Waiting();
        private boolean claimChanged = true;
    }

    /** Whether this gateway waits, with messages of one kind. */
    private static final class Waiting {
        private long since;
        private long asked;
    }

    Allotment(Connection connection, String node, long termMicros) {
        this.connection = connection;
        this.node = node;
        this.termMicros = termMicros;
    }

    /** Takes a slot; whether the attempt has one now. */
    public boolean take(SlotWish wish) throws SQLException {
        Taking account = accounts.get(wish.account());
        if (account == null) {
            account = read(wish);
            accounts.put(wish.account(), account);
        }
        Waiting waiting = wish.urgent() ? account.urgent : account.usual;
        OptionalInt number = account.board.take(wish, waiting.since == 0 ? now : waiting.since);
        if (number.isPresent()) {
            account.taken.add(wish);
            account.numbers.add(number.getAsInt());
            account.claimChanged |= waiting.since != 0;
            // Whoever waits on goes to the end of the line.
            waiting.since = 0;
            waiting.asked = 0;
        } else {
            if (waiting.since == 0 || waiting.asked + PATIENCE_MICROS / 4 < now) {
                account.claimChanged = true;
                waiting.since = waiting.since == 0 ? now : waiting.since;
                waiting.asked = now;
            }
        }
        return number.isPresent();
    }

    private Taking read(SlotWish wish) throws SQLException {
        lock();
        Taking account = new Taking();
        account.most = wish.most();
        List<SlotBoard.Claim> others = new ArrayList<>();
        try (PreparedStatement claims = connection.prepareStatement(CLAIMS);
                ResultSet row = Sql.bind(claims, wish.account(), now).executeQuery()) {
            while (row.next()) {
                long usual = since(row, "usual", now);
                long urgent = since(row, "urgent", now);
                if (row.getString("node").equals(node)) {
                    account.usual.since = usual;
                    account.usual.asked = usual == 0 ? 0 : row.getLong("usual_asked");
                    account.urgent.since = urgent;
                    account.urgent.asked = urgent == 0 ? 0 : row.getLong("urgent_asked");
                    // One that may run out before the next beat is renewed with the slot: others would count it as
                    // free.
                    account.claimChanged =
                            row.getInt("most") != wish.most() || row.getLong("until") < now + termMicros / 2;
                } else {
                    others.add(new SlotBoard.Claim(row.getString("node"), row.getInt("most"), usual, urgent));
                }
            }
        }
        account.board = new SlotBoard(node, held(wish.account()), others);
        return account;
    }

    /** Lets no other gateway take slots, nor begin or cancel anything, until the transaction ends. */
    public void lock() throws SQLException {
        if (now == 0) {
            now = lock(connection);
        }
    }

    /** The same without an allotment; the time of the database. */
    public static long lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                ResultSet row = lock.executeQuery()) {
            row.next();
            return row.getLong("now");
        }
    }

    private static long since(ResultSet row, String kind, long now) throws SQLException {
        return row.getLong(kind + "_asked") + PATIENCE_MICROS > now ? row.getLong(kind + "_since") : 0;
    }

    private List<SlotBoard.Held> held(String account) throws SQLException {
        List<SlotBoard.Held> held = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(HELD);
                ResultSet row = Sql.bind(read, account, node, now).executeQuery()) {
            while (row.next()) {
                held.add(new SlotBoard.Held(
                        row.getInt("number"),
                        row.getString("node"),
                        row.getLong("token"),
                        row.getString("message_id"),
                        row.getInt("urgent") == 1));
            }
        }
        return held;
    }

    /** Writes what was taken, and who waits. */
    public void write() throws SQLException {
        if (accounts.isEmpty()) {
            return;
        }
        try (PreparedStatement take = connection.prepareStatement(TAKE);
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            for (Map.Entry<String, Taking> entry : accounts.entrySet()) {
                Taking account = entry.getValue();
                for (int i = 0; i < account.taken.size(); i++) {
                    SlotWish wish = account.taken.get(i);
                    Sql.bind(
                                    take,
                                    wish.account(),
                                    account.numbers.get(i),
                                    node,
                                    wish.token(),
                                    wish.messageId(),
                                    wish.urgent() ? 1 : 0)
                            .addBatch();
                }
                if (account.claimChanged) {
                    Sql.bind(
                                    claim,
                                    entry.getKey(),
                                    node,
                                    account.most,
                                    now + termMicros,
                                    account.usual.since,
                                    account.usual.asked,
                                    account.urgent.since,
                                    account.urgent.asked)
                            .addBatch();
                }
            }
            take.executeBatch();
            claim.executeBatch();
        }
    }
}
