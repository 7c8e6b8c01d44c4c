package io.staffetta.ledger;

import io.staffetta.ledger.history.ExpectedReport;
import io.staffetta.ledger.history.Messages;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the messages whose providers are to be asked, and notes what they said. */
final class NoteReports implements LedgerCommand<NoteReports.Note, Void> {

    /**
     * What was learned.
     *
     * @param state {@link State#ACCEPTED} if nothing
     * @param next when to ask again; {@code null} for never
     */
    record Note(String messageId, State state, Instant at, Instant next) {}

    static List<ExpectedReport> expected(Connection connection, String account, Instant now, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select * from message where account = ? and report_due_at is not null"
                        + " and report_due_at <= ? order by report_due_at limit ?")) {
            Sql.bind(statement, account, now, limit);
            List<ExpectedReport> expected = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    expected.add(new ExpectedReport(Messages.message(row), row.getInt("reports_asked")));
                }
            }
            return expected;
        }
    }

    @Override
    public List<Void> apply(Connection connection, List<Note> inputs) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(
                "update message set state = ?, changed_at = case when state = ? then changed_at else ? end,"
                        + " report_due_at = ?, reports_asked = reports_asked + 1 where id = ? and state = 'ACCEPTED'")) {
            for (Note input : inputs) {
                Sql.bind(
                                note,
                                input.state(),
                                input.state(),
                                input.at(),
                                input.next() == null ? Sql.NO_NUMBER : input.next(),
                                input.messageId())
                        .addBatch();
            }
            note.executeBatch();
        }
        return Collections.nCopies(inputs.size(), null);
    }
}
