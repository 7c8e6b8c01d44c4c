package io.staffetta.ledger.history;

import io.staffetta.ledger.store.Sql;
import io.staffetta.message.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the ledger knows of messages. */
public final class Histories {

    private Histories() {}

    /** The histories of messages by their ids; those that the ledger does not know are left out. */
    public static Map<String, History> read(Connection connection, List<String> ids) throws SQLException {
        Map<String, History> histories = new HashMap<>();
        for (int from = 0; from < ids.size(); from += Sql.MOST_KEYS) {
            List<String> some = ids.subList(from, Math.min(from + Sql.MOST_KEYS, ids.size()));
            Map<String, List<AttemptRecord>> attempts = attempts(connection, some);
            try (PreparedStatement statement = connection.prepareStatement(
                    "select id, state, journey from message where id in (" + Sql.placeholders(some.size()) + ")")) {
                Sql.bindKeys(statement, some);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        String id = row.getString("id");
                        histories.put(
                                id,
                                new History(
                                        State.valueOf(row.getString("state")),
                                        row.getInt("journey"),
                                        attempts.getOrDefault(id, List.of())));
                    }
                }
            }
        }
        return histories;
    }

    /** The attempts of messages by their ids, each in order of their numbers. */
    public static Map<String, List<AttemptRecord>> attempts(Connection connection, List<String> ids)
            throws SQLException {
        Map<String, List<AttemptRecord>> attempts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("select * from attempt where message_id in ("
                + Sql.placeholders(ids.size()) + ") order by message_id, number")) {
            Sql.bindKeys(statement, ids);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    AttemptRecord attempt = attempt(row);
                    attempts.computeIfAbsent(attempt.messageId(), id -> new ArrayList<>())
                            .add(attempt);
                }
            }
        }
        return attempts;
    }

    private static AttemptRecord attempt(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        Outcome result = outcome == null
                ? null
                : Outcome.of(
                        Outcome.Kind.valueOf(outcome),
                        Sql.text(row, "detail"),
                        row.getInt("http_status"),
                        Sql.text(row, "provider_code"),
                        row.getLong("retry_after_millis"),
                        Sql.text(row, "provider_message_id"));
        return new AttemptRecord(
                row.getString("message_id"),
                row.getInt("number"),
                row.getInt("journey"),
                row.getInt("hop"),
                row.getString("account"),
                row.getString("provider"),
                row.getString("node"),
                row.getLong("token"),
                Sql.instant(row, "begun_at"),
                Sql.instant(row, "ended_at"),
                result);
    }
}
