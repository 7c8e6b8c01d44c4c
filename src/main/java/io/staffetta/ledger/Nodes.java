package io.staffetta.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that use a ledger: this one says again and again that it lives, and sees which others do. Their clocks must
 * agree within a few seconds.
 *
 * <p>Thread-safe.
 */
final class Nodes implements Batch<Long, Void> {

    /** A node that has not said that it lives for so long is dead. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final String SEEN = "insert into node (id, name, started_at, seen_at) values (?, ?, ?, ?)"
            + " on conflict (id) do update set seen_at = excluded.seen_at";

    private final String id;
    private final String name;
    private final boolean alone;
    private final Duration longestAttempt;
    private final Clock clock;
    private final Instant started;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private volatile Map<String, Instant> seen = Map.of();

    /**
     * @param id of this process, different at each start
     * @param name by which people know it
     * @param alone whether no other process can use the ledger
     * @param longestAttempt what is open for longer is not being made any more
     */
    Nodes(String id, String name, boolean alone, Duration longestAttempt, Clock clock) {
        this.id = id;
        this.name = name;
        this.alone = alone;
        this.longestAttempt = longestAttempt;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public List<Void> apply(Connection connection, List<Long> inputs) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement write = connection.prepareStatement(SEEN)) {
            Sql.bind(write, id, name, started, now).executeUpdate();
        }
        try (PreparedStatement forget =
                connection.prepareStatement("delete from node where seen_at < ? or (id <> ? and ? = 1)")) {
            Sql.bind(forget, now.minus(Duration.ofDays(1)), id, alone ? 1 : 0).executeUpdate();
        }
        try (PreparedStatement read = connection.prepareStatement("select id, name, seen_at from node");
                ResultSet row = read.executeQuery()) {
            Map<String, Instant> all = new HashMap<>();
            while (row.next()) {
                all.put(row.getString("id"), Sql.instant(row, "seen_at"));
                names.put(row.getString("id"), row.getString("name"));
            }
            seen = Map.copyOf(all);
        }
        return Collections.nCopies(inputs.size(), null);
    }

    String id() {
        return id;
    }

    /** The name of a node for people: of one that has been silent for a day empty, but where there is only this one. */
    String name(String nodeId) {
        return names.getOrDefault(nodeId, alone ? name : "");
    }

    /** An attempt of this node is being made from now on. */
    void started(long token) {
        underWay.add(token);
    }

    /** An attempt of this node is over, as far as this process is concerned. */
    void stopped(long token) {
        underWay.remove(token);
    }

    /** Whether this process is still about the attempt with a token. */
    boolean isUnderWay(long token) {
        return underWay.contains(token);
    }

    /** Whether this process is about no attempt at all. */
    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** Whether an attempt that is not closed is being made at this moment. */
    boolean isUnderWay(AttemptRecord attempt) {
        if (attempt.node().equals(id)) {
            return underWay.contains(attempt.token());
        }
        Instant last = seen.get(attempt.node());
        Instant now = clock.instant();
        return last != null
                && last.plus(SILENCE).isAfter(now)
                && attempt.begun().plus(longestAttempt).isAfter(now);
    }
}
