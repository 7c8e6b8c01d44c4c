package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that use a ledger: this one says again and again that it lives, and sees which others do. Their clocks must
 * agree within a few seconds.
 *
 * <p>Thread-safe.
 */
public final class Nodes implements LedgerCommand<Long, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    /** A node that has not said that it lives for so long is dead. */
    public static final Duration SILENCE = Duration.ofSeconds(10);

    private static final String SEEN =
            "insert into node (id, name, started_at, seen_at, accounts) values (?, ?, ?, ?, ?)"
                    + " on conflict (id) do update set seen_at = excluded.seen_at, accounts = excluded.accounts";

    private final String id;
    private final String name;
    private final boolean alone;
    private final Duration longestAttempt;
    private final Clock clock;
    private final Instant started;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private volatile Map<String, NodeRecord> seen = Map.of();
    private volatile String accounts;
    private final Map<String, NodeRecord> known = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Notes that this process ends in order. */
    final LedgerCommand<Long, Void> leave = this::leave;

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
            Sql.bind(write, id, name, started, now, accounts).executeUpdate();
        }
        // Before any is forgotten: what it left behind is found later.
        List<NodeRecord> all = read(connection);
        all.forEach(node -> known.put(node.id(), node));
        try (PreparedStatement forget =
                connection.prepareStatement("delete from node where seen_at < ? or (id <> ? and ? = 1)")) {
            Sql.bind(forget, now.minus(Duration.ofDays(1)), id, alone ? 1 : 0).executeUpdate();
        }
        Map<String, NodeRecord> left = new HashMap<>();
        all.stream().filter(node -> !alone || node.id().equals(id)).forEach(node -> left.put(node.id(), node));
        seen = Map.copyOf(left);
        return Collections.nCopies(inputs.size(), null);
    }

    private List<Void> leave(Connection connection, List<Long> inputs) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement("update node set ended_at = ? where id = ?")) {
            Sql.bind(write, clock.instant(), id).executeUpdate();
        }
        return Collections.nCopies(inputs.size(), null);
    }

    /** All processes in the ledger, the newest first. */
    public List<NodeRecord> read(Connection connection) throws SQLException {
        Instant now = clock.instant();
        List<NodeRecord> all = new ArrayList<>();
        try (PreparedStatement read =
                        connection.prepareStatement("select * from node order by started_at desc, id desc");
                ResultSet row = read.executeQuery()) {
            while (row.next()) {
                Instant last = Sql.instant(row, "seen_at");
                Instant ended = Sql.instant(row, "ended_at");
                NodeRecord.State state = ended != null
                        ? NodeRecord.State.STOPPED
                        : last.plus(SILENCE).isAfter(now) ? NodeRecord.State.ALIVE : NodeRecord.State.SILENT;
                all.add(new NodeRecord(
                        row.getString("id"),
                        row.getString("name"),
                        Sql.instant(row, "started_at"),
                        last,
                        ended,
                        state,
                        row.getString("accounts")));
            }
        }
        return all;
    }

    /** When a process last said that it lives; of a ledger in which none is known, when the last message was taken. */
    static Optional<Instant> lastSign(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce((select max(seen_at) from node),"
                        + " (select max(taken_at) from message)) as last");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.ofNullable(Sql.instant(row, "last")) : Optional.empty();
        }
    }

    /** Other processes that are silent, of which none of the same name has started since. */
    public List<NodeRecord> silent() {
        Map<String, NodeRecord> all = seen;
        return all.values().stream()
                .filter(node ->
                        node.state() == NodeRecord.State.SILENT && !node.id().equals(id))
                .filter(node -> all.values().stream()
                        .noneMatch(other -> other.name().equals(node.name())
                                && other.started().isAfter(node.started())))
                .sorted(Comparator.comparing(NodeRecord::seen))
                .toList();
    }

    /** Has this process say with which accounts it sends. */
    void tellAccounts(String digest) {
        accounts = digest;
    }

    /** A process that does not live, as far as is known; empty if it does. */
    public Optional<NodeRecord.Absence> absence(String nodeId) {
        NodeRecord node = known.get(nodeId);
        if (node == null) {
            return Optional.of(new NodeRecord.Absence(nodeId, Instant.EPOCH));
        }
        boolean lives = nodeId.equals(id)
                || (node.ended() == null && node.seen().plus(SILENCE).isAfter(clock.instant()));
        return lives ? Optional.empty() : Optional.of(new NodeRecord.Absence(node.name(), node.seen()));
    }

    /** Other processes that live. */
    public List<NodeRecord> living() {
        return seen.values().stream()
                .filter(node ->
                        node.state() == NodeRecord.State.ALIVE && !node.id().equals(id))
                .sorted(Comparator.comparing(NodeRecord::name))
                .toList();
    }

    /** Other processes that live and send with other accounts. */
    public List<NodeRecord> withOtherAccounts() {
        String own = accounts;
        return living().stream()
                .filter(node -> own != null
                        && node.accounts() != null
                        && !node.accounts().equals(own))
                .toList();
    }

    /** Writes to the log, once, which of the others has fallen silent, and which is heard of again. */
    void tellSilence() {
        List<NodeRecord> silent = silent();
        for (NodeRecord node : silent) {
            if (told.add(node.id())) {
                LOG.error(
                        "Gateway {} is silent since {}: it died, or cannot reach the ledger. Its open attempts are of"
                                + " unknown outcome",
                        node.name(),
                        node.seen());
            }
        }
        for (String id : List.copyOf(told)) {
            if (silent.stream().noneMatch(node -> node.id().equals(id))) {
                told.remove(id);
                NodeRecord node = known.get(id);
                LOG.info("Gateway {} is back", node == null ? id : node.name());
            }
        }
    }

    /** A process in words, with its silence; empty if nothing is known of it. */
    String describe(String nodeId) {
        NodeRecord node = known.get(nodeId);
        if (node == null) {
            return "";
        }
        return "gateway " + node.name()
                + (nodeId.equals(id) ? "" : (node.ended() == null ? ", silent since " : ", stopped at ") + node.seen());
    }

    /** Whether a process ended in order, as far as is known. */
    public boolean hasStopped(String nodeId) {
        NodeRecord node = known.get(nodeId);
        return node != null && node.ended() != null;
    }

    String id() {
        return id;
    }

    /** The name of a node for people: of one that has been silent for a day empty, but where there is only this one. */
    public String name(String nodeId) {
        NodeRecord node = known.get(nodeId);
        return node != null ? node.name() : alone ? name : "";
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

    /** How many attempts this process is about. */
    int underWay() {
        return underWay.size();
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
        NodeRecord node = seen.get(attempt.node());
        Instant now = clock.instant();
        return node != null
                && node.seen().plus(SILENCE).isAfter(now)
                && attempt.begun().plus(longestAttempt).isAfter(now);
    }
}
