package io.staffetta.crash;

import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.SqliteForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in a gateway's ledger, read by the harness's own connection. */
final class LedgerFacts {

    private final String url;

    /**
     * @param url JDBC URL of the ledger
     */
    LedgerFacts(String url) {
        this.url = url;
    }

    /** How many messages stand how, such as {@code ACCEPTED: 100}. */
    Map<String, Integer> states() throws SQLException {
        Map<String, Integer> states = new HashMap<>();
        each(
                "select state, count(*) from message group by state",
                row -> states.merge(state(row.getString(1)), row.getInt(2), Integer::sum));
        return states;
    }

    /** How the messages with each reference stand: one state, unless a reference was taken for two messages. */
    Map<String, List<String>> statesByReference() throws SQLException {
        Map<String, List<String>> states = new HashMap<>();
        each("select reference, state from message", row -> states.computeIfAbsent(
                        row.getString(1), reference -> new ArrayList<>())
                .add(state(row.getString(2))));
        return states;
    }

    /** Of a message that its provider has, delivery reports may tell more, at any time. */
    private static String state(String state) {
        return State.valueOf(state).isSent() ? State.ACCEPTED.name() : state;
    }

    /** How many attempts of unknown outcome the messages with each reference have; none for those without. */
    Map<String, Integer> unknownAttempts() throws SQLException {
        Map<String, Integer> unknown = new HashMap<>();
        each(
                "select m.reference, count(*) from attempt a join message m on m.id = a.message_id"
                        + " where a.outcome = 'UNKNOWN' group by m.reference",
                row -> unknown.put(row.getString(1), row.getInt(2)));
        return unknown;
    }

    /** How many attempts stand open. */
    int openAttempts() throws SQLException {
        int[] count = new int[1];
        each("select count(*) from attempt where ended_at is null", row -> count[0] = row.getInt(1));
        return count[0];
    }

    /** All that is known of a message, for a person who looks for the cause of a loss. */
    String story(String reference) throws SQLException {
        StringBuilder story = new StringBuilder();
        String name = reference.replace("'", "''");
        each(
                "select id, source, state, journey, taken_at, changed_at, reason from message where reference = '"
                        + name + "'",
                row -> append(story.append("message "), row, 7));
        each(
                "select number, journey, hop, account, node, begun_at, ended_at, outcome, detail from attempt where"
                        + " message_id in (select id from message where reference = '" + name + "') order by number",
                row -> append(story.append("attempt "), row, 9));
        return story.toString();
    }

    private static void append(StringBuilder story, ResultSet row, int columns) throws SQLException {
        for (int column = 1; column <= columns; column++) {
            story.append(row.getString(column)).append(' ');
        }
        story.append('\n');
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String sql, Row reader) throws SQLException {
        SqliteForTests.load();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }
}
