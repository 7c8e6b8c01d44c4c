package io.staffetta.ledger.operation;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads operations and their messages. */
final class OperationRows {

    private static final String COUNT =
            "select outcome, count(*) as number from operation_item where operation = ? group by outcome";
    private static final String ITEMS = "select * from operation_item where operation = ? and position > ?";
    private static final String LETTERS = "select dead_letter.account, count(*) as messages,"
            + " count(nullif(message.segments, 0)) as counted, coalesce(sum(message.segments), 0) as segments"
            + " from operation_item join dead_letter on dead_letter.id = operation_item.message"
            + " left join message on message.id = operation_item.message"
            + " where operation_item.operation = ? and operation_item.outcome is null"
            + " group by dead_letter.account order by dead_letter.account";

    private OperationRows() {}

    /** Those that a statement finds, with their counts. */
    static List<OperationRecord> select(Connection connection, String sql, Object... values) throws SQLException {
        List<OperationRecord> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = Sql.bind(select, values).executeQuery()) {
            while (row.next()) {
                found.add(record(row));
            }
        }
        List<OperationRecord> counted = new ArrayList<>(found.size());
        for (OperationRecord one : found) {
            counted.add(counted(connection, one));
        }
        return counted;
    }

    /** Messages after a position, in their order. */
    static List<OperationItem> items(
            Connection connection, String operation, long after, boolean isOpen, ItemOutcome outcome, int limit)
            throws SQLException {
        List<OperationItem> items = new ArrayList<>();
        String which = isOpen ? " and outcome is null" : outcome == null ? "" : " and outcome = '" + outcome + "'";
        try (PreparedStatement select = connection.prepareStatement(ITEMS + which + " order by position limit ?");
                ResultSet row = Sql.bind(select, operation, after, limit).executeQuery()) {
            while (row.next()) {
                String end = row.getString("outcome");
                items.add(new OperationItem(
                        row.getLong("position"),
                        row.getString("message"),
                        row.getInt("journey"),
                        end == null ? null : ItemOutcome.valueOf(end),
                        Sql.instant(row, "settled_at")));
            }
        }
        return items;
    }

    /** Dead letters that are left to do, by account. */
    static List<LettersLeft> lettersLeft(Connection connection, String operation) throws SQLException {
        List<LettersLeft> left = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LETTERS);
                ResultSet row = Sql.bind(select, operation).executeQuery()) {
            while (row.next()) {
                left.add(new LettersLeft(
                        Sql.text(row, "account"),
                        row.getLong("messages"),
                        row.getLong("counted"),
                        row.getLong("segments")));
            }
        }
        return left;
    }

    private static OperationRecord counted(Connection connection, OperationRecord one) throws SQLException {
        Map<ItemOutcome, Long> outcomes = new EnumMap<>(ItemOutcome.class);
        long left = 0;
        try (PreparedStatement select = connection.prepareStatement(COUNT);
                ResultSet row = Sql.bind(select, one.id()).executeQuery()) {
            while (row.next()) {
                String outcome = row.getString("outcome");
                if (outcome == null) {
                    left = row.getLong("number");
                } else {
                    outcomes.put(ItemOutcome.valueOf(outcome), row.getLong("number"));
                }
            }
        }
        return one.counted(left, outcomes);
    }

    private static OperationRecord record(ResultSet row) throws SQLException {
        long validFor = row.getLong("valid_for");
        Duration duration = row.wasNull() ? null : Duration.ofMillis(validFor);
        String sentAs = Sql.text(row, "sent_as");
        return new OperationRecord(
                row.getString("id"),
                OperationState.valueOf(row.getString("state")),
                new OperationTerms(
                        OperationKind.valueOf(row.getString("kind")),
                        Sql.text(row, "to_account"),
                        row.getInt("rate"),
                        duration,
                        sentAs.isEmpty() ? null : SentAs.valueOf(sentAs),
                        Sql.text(row, "why")),
                row.getString("who"),
                row.getString("asked"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                0,
                Map.of());
    }
}
