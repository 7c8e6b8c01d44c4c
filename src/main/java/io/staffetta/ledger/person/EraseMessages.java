package io.staffetta.ledger.person;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Erases from messages that have come to their end, and from their attempts, what leads to a person. */
final class EraseMessages implements LedgerCommand<List<String>, Integer> {

    private static final String ENDED = "select id from message where id in (%s)"
            + " and state in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'DEAD', 'CANCELLED')";

    // Before the rows of the messages: it finds them by their references. What tells a repeat from a mistake goes; the
    // reference
    // stays as long as it is remembered, lest the same message be sent again to somebody who wants none.
    private static final String DIGESTS =
            "update reference set digest = null where digest is not null and (source, reference) in"
                    + " (select source, reference from message where reference is not null and id in (%s))";
    private static final String ATTEMPTS =
            "update attempt set detail = null, provider_message_id = null where message_id in (%s)";
    private static final String DEEDS = "update intervention set why = null where message_id in (%s)";
    private static final String LETTERS =
            "update dead_letter set number_hash = null, detail = '', pattern = '' where id in (%s)";
    private static final String MESSAGES =
            "update message set recipient = null, text = null, number_hash = null, reference = null, detail = null,"
                    + " provider_message_id = null, report_due_at = null, erased_at = %d where id in (%s)";

    private final Clock clock;

    EraseMessages(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Integer> apply(Connection connection, List<List<String>> inputs) throws SQLException {
        List<Integer> erased = new ArrayList<>(inputs.size());
        for (List<String> ids : inputs) {
            List<String> ended = ids.isEmpty() ? ids : ended(connection, ids);
            if (!ended.isEmpty()) {
                change(connection, DIGESTS, ended);
                change(connection, ATTEMPTS, ended);
                change(connection, DEEDS, ended);
                change(connection, LETTERS, ended);
                change(connection, MESSAGES.formatted(clock.millis(), "%s"), ended);
            }
            erased.add(ended.size());
        }
        return erased;
    }

    private static List<String> ended(Connection connection, List<String> ids) throws SQLException {
        List<String> ended = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ENDED.formatted(Sql.placeholders(ids.size())))) {
            Sql.bindKeys(select, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ended.add(row.getString(1));
                }
            }
        }
        return ended;
    }

    private static void change(Connection connection, String sql, List<String> ids) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql.formatted(Sql.placeholders(ids.size())))) {
            Sql.bindKeys(change, ids);
            change.executeUpdate();
        }
    }
}
