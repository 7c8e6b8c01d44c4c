package io.staffetta.ledger.usage;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Counts the messages that a provider took, in the transaction in which that is written. */
public final class UsageCounter {

    /** Milliseconds that are added up in one row. */
    static final long STEP = 900_000;

    private static final String MESSAGES = "select id, source, tag, segments from message where id in (%s)";
    private static final String ADD = "insert into usage (at, account, source, tag, price, node, messages, segments)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (at, account, source, tag, price, node) do update set"
            + " messages = usage.messages + excluded.messages, segments = usage.segments + excluded.segments";

    private final String node;
    private final UnaryOperator<String> prices;

    /**
     * @param node this process
     * @param prices price of a segment of an account, by its id, as it is kept; empty if it is not known
     */
    public UsageCounter(String node, UnaryOperator<String> prices) {
        this.node = node;
        this.prices = prices;
    }

    /**
     * A message that a provider took.
     *
     * @param account the account that it was sent by
     */
    public record Taken(String messageId, String account, Instant at) {}

    private record Key(long at, String account, String source, String tag) {}

    private record Sum(long messages, long segments) {

        Sum plus(Sum other) {
            return new Sum(messages + other.messages, segments + other.segments);
        }
    }

    /** Adds some. */
    public void add(Connection connection, List<Taken> taken) throws SQLException {
        Map<Key, Sum> sums = new HashMap<>();
        for (int from = 0; from < taken.size(); from += Sql.MOST_KEYS) {
            sum(connection, taken.subList(from, Math.min(from + Sql.MOST_KEYS, taken.size())), sums);
        }
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Map.Entry<Key, Sum> one : sums.entrySet()) {
                Key key = one.getKey();
                Sql.bind(
                                add,
                                key.at(),
                                key.account(),
                                key.source(),
                                key.tag(),
                                prices.apply(key.account()),
                                node,
                                one.getValue().messages(),
                                one.getValue().segments())
                        .addBatch();
            }
            add.executeBatch();
        }
    }

    private static void sum(Connection connection, List<Taken> taken, Map<Key, Sum> sums) throws SQLException {
        Map<String, Taken> byId = new HashMap<>();
        taken.forEach(one -> byId.put(one.messageId(), one));
        try (PreparedStatement select =
                connection.prepareStatement(MESSAGES.formatted(Sql.placeholders(taken.size())))) {
            Sql.bindKeys(select, taken.stream().map(Taken::messageId).toList());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Taken one = byId.get(row.getString(1));
                    long at = Math.floorDiv(one.at().toEpochMilli(), STEP) * STEP;
                    sums.merge(
                            new Key(at, one.account(), row.getString(2), Sql.text(row, "tag")),
                            new Sum(1, row.getLong(4)),
                            Sum::plus);
                }
            }
        }
    }
}
