package io.staffetta.ledger.slots;

import io.staffetta.ledger.slots.SlotShare.Slots;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Table {@code claim}: what each gateway says of the accounts that it shares with others, and how many of their slots it holds.
 * Who takes
 * more of an account's slots keeps the others from that until its transaction ends; who gives some back does not. The clock is
 * that of the
 * database. PostgreSQL only.
 */
public final class SlotClaims {

    /** Microseconds since 1970. */
    private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

    // One that stands still in the middle of it is cut off, or nobody could begin anything.
    private static final String CUT_OFF = "select set_config('idle_in_transaction_session_timeout', '5000', true), ";
    private static final String HOLD_UP = CUT_OFF + "pg_advisory_xact_lock(7823365210)";
    private static final String BEGUN = "(extract(epoch from statement_timestamp()) * 1000000)::bigint";
    private static final String ENTER = CUT_OFF + "pg_advisory_xact_lock_shared(7823365210),"
            + " (select string_agg(distinct account, chr(10)) from claim where node <> ? and until > " + BEGUN
            + " and (usual_since > 0 and usual_asked > " + BEGUN + " - ? or urgent_since > 0 and urgent_asked > "
            + BEGUN
            + " - ?) or node = ? and usual_held + reserved_held > 0 and until < " + BEGUN + " + ? or account in"
            + " (select account from claim where until > " + BEGUN
            + " group by account having sum(usual_held + reserved_held) > min(most))) as told";
    private static final String LOCK =
            "select pg_advisory_xact_lock(782336521, hashtext(name)) from unnest(string_to_array(?, chr(10))) name";
    private static final String CLAIMS =
            "select claim.*, " + NOW + " as now from claim where account = any(string_to_array(?, chr(10)))";
    private static final String CLAIM = "insert into claim (account, node, most, until, usual_held, reserved_held,"
            + " usual_since, usual_asked, urgent_since, urgent_asked) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (account, node) do update set most = excluded.most, until = excluded.until,"
            + " usual_held = excluded.usual_held, reserved_held = excluded.reserved_held,"
            + " usual_since = excluded.usual_since, usual_asked = excluded.usual_asked,"
            + " urgent_since = excluded.urgent_since, urgent_asked = excluded.urgent_asked";
    private static final String LEAST =
            "usual_held = least(claim.usual_held, %s), reserved_held =" + " least(claim.reserved_held, %s)";
    private static final String GIVE_BACK = "update claim set " + LEAST.formatted("?", "?")
            + " where account = ? and node = ? returning usual_held, reserved_held";
    // What was lost, since it was renewed too late, is held no more but for what is under way.
    private static final String SAY = "insert into claim (account, node, most, until, usual_held, reserved_held)"
            + " values (?, ?, ?, " + NOW + " + ?, 0, 0) on conflict (account, node) do update set most = excluded.most,"
            + " until = excluded.until, usual_held = case when claim.until < " + NOW
            + " then least(claim.usual_held, ?) else claim.usual_held end, reserved_held = case when claim.until < "
            + NOW
            + " then least(claim.reserved_held, ?) else claim.reserved_held end";
    private static final String OWN = "select account, usual_held, reserved_held from claim where node = ?";
    // A bit before: what is found lost when it is said is not overlooked here.
    private static final String LOST = "select account from claim where node = ? and until < " + NOW + " + 2000000";
    private static final String FORGET = "delete from claim where until < " + NOW + " - ?";
    private static final String LEAVE = "delete from claim where node = ?";

    private final String node;
    private final long termMicros;
    private final AtomicLong trips = new AtomicLong();

    /**
     * @param node this process
     * @param term how long a gateway that is not heard of has its slots: its submissions have ended then
     */
    public SlotClaims(String node, Duration term) {
        this.node = node;
        this.termMicros = micros(term);
    }

    /** How many round trips to the database were made because of slots. */
    long trips() {
        return trips.get();
    }

    /** Lets no gateway begin an attempt until the transaction ends. */
    public static void holdUp(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(HOLD_UP)) {
            lock.execute();
        }
    }

    /**
     * Lets no gateway cancel a message until the transaction ends; any of them may begin attempts.
     *
     * @return accounts of which another gateway has less than its part, of which more slots are held than there are now, or of which
     *     this gateway's claim must be renewed
     */
    public Set<String> enter(Connection connection) throws SQLException {
        long patience = SeenClaims.PATIENCE_MICROS;
        try (PreparedStatement lock = connection.prepareStatement(ENTER);
                ResultSet row = Sql.bind(lock, node, patience, patience, node, termMicros / 2)
                        .executeQuery()) {
            row.next();
            String told = row.getString("told");
            return told == null ? Set.of() : Set.of(told.split("\n"));
        }
    }

    /** Takes as many slots of accounts as are wanted and to be had, and gives back those that others are to have. */
    Map<String, SlotShare> take(Connection connection, SortedMap<String, SlotDemand> wishes) throws SQLException {
        trips.addAndGet(3);
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            Sql.bind(lock, String.join("\n", wishes.keySet())).execute();
        }
        Map<String, SeenClaims> seen = read(connection, wishes.keySet());
        Map<String, SlotShare> shares = new HashMap<>();
        try (PreparedStatement write = connection.prepareStatement(CLAIM)) {
            for (Map.Entry<String, SlotDemand> wish : wishes.entrySet()) {
                SeenClaims account = seen.get(wish.getKey());
                SlotShare share = account.share(wish.getValue());
                shares.put(wish.getKey(), share);
                account.bind(write, wish.getKey(), wish.getValue(), share);
                write.addBatch();
            }
            write.executeBatch();
        }
        return shares;
    }

    /** What is to be given back to others, without asking for any; takes nothing. */
    Map<String, SlotShare> look(Connection connection, SortedMap<String, SlotDemand> wishes) throws SQLException {
        trips.incrementAndGet();
        Map<String, SlotShare> shares = new HashMap<>();
        read(connection, wishes.keySet())
                .forEach((account, seen) -> shares.put(account, seen.share(wishes.get(account))));
        return shares;
    }

    /** Gives back what is above some slots; returns what is held then. */
    Map<String, Slots> giveBack(Connection connection, Map<String, Slots> down) throws SQLException {
        Map<String, Slots> held = new HashMap<>();
        try (PreparedStatement update = connection.prepareStatement(GIVE_BACK)) {
            for (Map.Entry<String, Slots> account : down.entrySet()) {
                trips.incrementAndGet();
                Slots slots = account.getValue();
                try (ResultSet row = Sql.bind(update, slots.usual(), slots.reserved(), account.getKey(), node)
                        .executeQuery()) {
                    held.put(account.getKey(), row.next() ? new Slots(row.getInt(1), row.getInt(2)) : Slots.NONE);
                }
            }
        }
        return held;
    }

    /** Accounts of which this gateway has lost its slots, or is about to, since it has not said for long that it has them. */
    Set<String> lost(Connection connection) throws SQLException {
        Set<String> lost = new HashSet<>();
        try (PreparedStatement read = connection.prepareStatement(LOST);
                ResultSet row = Sql.bind(read, node).executeQuery()) {
            while (row.next()) {
                lost.add(row.getString(1));
            }
        }
        return lost;
    }

    /**
     * Says that this gateway has its slots.
     *
     * @param used slots with submissions under way, by account; of accounts that it sends with
     * @return what it holds
     */
    Map<String, Slots> say(Connection connection, Map<String, Integer> most, Map<String, Slots> used)
            throws SQLException {
        try (PreparedStatement say = connection.prepareStatement(SAY)) {
            for (Map.Entry<String, Integer> account : most.entrySet()) {
                Slots slots = used.getOrDefault(account.getKey(), Slots.NONE);
                Sql.bind(say, account.getKey(), node, account.getValue(), termMicros, slots.usual(), slots.reserved())
                        .addBatch();
            }
            say.executeBatch();
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            Sql.bind(forget, micros(Duration.ofDays(1))).executeUpdate();
        }
        Map<String, Slots> held = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(OWN);
                ResultSet row = Sql.bind(read, node).executeQuery()) {
            while (row.next()) {
                held.put(row.getString(1), new Slots(row.getInt(2), row.getInt(3)));
            }
        }
        return held;
    }

    /** Gives back all, and says nothing more. */
    void leave(Connection connection) throws SQLException {
        try (PreparedStatement leave = connection.prepareStatement(LEAVE)) {
            Sql.bind(leave, node).executeUpdate();
        }
    }

    private Map<String, SeenClaims> read(Connection connection, Set<String> accounts) throws SQLException {
        Map<String, SeenClaims> seen = new HashMap<>();
        accounts.forEach(account -> seen.put(account, new SeenClaims(node, termMicros)));
        try (PreparedStatement read = connection.prepareStatement(CLAIMS);
                ResultSet row = Sql.bind(read, String.join("\n", accounts)).executeQuery()) {
            while (row.next()) {
                seen.get(row.getString("account")).add(row);
            }
        }
        if (!seen.values().stream().allMatch(SeenClaims::isTimed)) {
            long now = now(connection);
            seen.values().forEach(account -> account.at(now));
        }
        return seen;
    }

    private static long now(Connection connection) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("select " + NOW);
                ResultSet row = read.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
