package io.staffetta.ledger.history;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads messages. */
public final class Messages {

    private Messages() {}

    /** The messages with some ids, in the order of their ids; those that the ledger does not know are left out. */
    public static List<MessageRecord> withIds(Connection connection, List<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<MessageRecord> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Sql.MOST_KEYS) {
            List<String> some = ids.subList(from, Math.min(from + Sql.MOST_KEYS, ids.size()));
            try (PreparedStatement statement = connection.prepareStatement(
                    "select * from message where id in (" + Sql.placeholders(some.size()) + ") order by id")) {
                Sql.bindKeys(statement, some);
                found.addAll(all(statement));
            }
        }
        return found;
    }

    /** All messages that a statement gives. */
    static List<MessageRecord> all(PreparedStatement statement) throws SQLException {
        List<MessageRecord> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(message(row));
            }
        }
        return found;
    }

    public static MessageRecord message(ResultSet row) throws SQLException {
        return new MessageRecord(
                row.getString("id"),
                row.getString("source"),
                Sql.text(row, "reference"),
                Sql.text(row, "recipient"),
                Sql.text(row, "text"),
                row.getString("priority"),
                Sql.text(row, "account"),
                State.valueOf(row.getString("state")),
                row.getInt("journey"),
                row.getInt("segments"),
                Sql.instant(row, "taken_at"),
                Sql.instant(row, "deadline"),
                Sql.instant(row, "changed_at"),
                Sql.text(row, "reason"),
                Sql.text(row, "detail"),
                Sql.text(row, "provider_message_id"),
                Sql.instant(row, "erased_at"),
                Sql.text(row, "batch"),
                Sql.text(row, "tag"),
                new Routed(Sql.text(row, "routed_to"), Sql.text(row, "routed_by")));
    }
}
