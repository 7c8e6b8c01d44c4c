package io.staffetta.ledger.slots;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * The slots of accounts that several gateways share: however many those are, no more submissions of an account are under way
 * than it may have at once. The clock is that of the database. PostgreSQL only.
 *
 * <p>A gateway says again and again that it has its slots. One that does not for a while has lost them: by then its
 * submissions have ended.
 *
 * <p>Thread-safe.
 */
public final class SharedSlots {

    /** Microseconds since 1970. */
    static final String NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

    private static final String GIVE_BACK =
            "update slot set node = null, token = null, message_id = null, urgent = null"
                    + " where account = ? and node = ? and token = ? and message_id = ?";
    private static final String SAY = "insert into claim (account, node, most, until) values (?, ?, ?, " + NOW + " + ?)"
            + " on conflict (account, node) do update set most = excluded.most, until = excluded.until";
    private static final String OWN = "select account, token, message_id from slot where node = ?";
    private static final String FORGET = "delete from claim where until < " + NOW + " - ?";
    private static final String LEAVE = "delete from claim where node = ?";

    private final String node;
    private final long termMicros;
    private final LongPredicate isWanted;
    private volatile Map<String, Integer> most = Map.of();

    /** Says what this gateway has. */
    public final LedgerCommand<Long, Void> renew = (connection, inputs) -> {
        renew(connection);
        return Collections.nCopies(inputs.size(), null);
    };

    /** Gives up all slots of this gateway. */
    public final LedgerCommand<Long, Void> leave = (connection, inputs) -> {
        leave(connection);
        return Collections.nCopies(inputs.size(), null);
    };

    /**
     * @param node this process
     * @param term how long a gateway that is not heard of has its slots: its submissions have ended then
     * @param isWanted whether the attempt of this process with a token still needs its slot
     */
    public SharedSlots(String node, Duration term, LongPredicate isWanted) {
        this.node = node;
        this.termMicros = term.toNanos() / 1000;
        this.isWanted = isWanted;
    }

    /**
     * Which accounts this gateway sends with from now on, also where it has nothing to send.
     *
     * @param most submissions at once, by account
     */
    public void say(Map<String, Integer> most) {
        this.most = Map.copyOf(most);
    }

    /** Begins to take slots in a transaction. */
    public Allotment allot(Connection connection) {
        return new Allotment(connection, node, termMicros);
    }

    /** Gives back slots; those that this gateway has lost stay as they are. */
    public void giveBack(Connection connection, List<SlotWish> wishes) throws SQLException {
        if (wishes.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(GIVE_BACK)) {
            for (SlotWish wish : wishes) {
                Sql.bind(update, wish.account(), node, wish.token(), wish.messageId())
                        .addBatch();
            }
            update.executeBatch();
        }
    }

    private void leave(Connection connection) throws SQLException {
        try (PreparedStatement leave = connection.prepareStatement(LEAVE)) {
            Sql.bind(leave, node).executeUpdate();
        }
    }

    private void renew(Connection connection) throws SQLException {
        try (PreparedStatement say = connection.prepareStatement(SAY)) {
            for (Map.Entry<String, Integer> account : most.entrySet()) {
                Sql.bind(say, account.getKey(), node, account.getValue(), termMicros)
                        .addBatch();
            }
            say.executeBatch();
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            Sql.bind(forget, Duration.ofDays(1).toNanos() / 1000).executeUpdate();
        }
        giveBack(connection, leftBehind(connection));
    }

    /** Slots for attempts that have been given up, as when the answer to a commit did not come. */
    private List<SlotWish> leftBehind(Connection connection) throws SQLException {
        List<SlotWish> left = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(OWN);
                ResultSet row = Sql.bind(read, node).executeQuery()) {
            while (row.next()) {
                if (!isWanted.test(row.getLong("token"))) {
                    left.add(new SlotWish(
                            row.getString("account"), row.getString("message_id"), row.getLong("token"), 0, false));
                }
            }
        }
        return left;
    }
}
