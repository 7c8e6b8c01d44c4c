package io.staffetta.ledger;

import io.staffetta.ledger.history.ExpectedReport;
import io.staffetta.ledger.history.Messages;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerAwayException;
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
import java.util.concurrent.CompletableFuture;

/**
 * Finds accepted messages of which a delivery report is due, and notes what was learned.
 *
 * <p>Thread-safe.
 */
public final class ReportNotes {

    private static final LedgerCommand<Note, Void> NOTE = ReportNotes::note;

    private final Ledger ledger;

    public ReportNotes(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Note(String messageId, State state, Instant at, Instant next) {}

    /**
     * Accepted messages of an account of which it is time to ask for a delivery report, those that have waited longest first.
     *
     * @param account id of the account
     * @param limit most messages
     * @throws LedgerAwayException if the ledger cannot be read
     */
    public List<ExpectedReport> expected(String account, Instant now, int limit) {
        return ledger.read(connection -> read(connection, account, now, limit));
    }

    /**
     * Has noted what was learned of a message's delivery; does not wait.
     *
     * @param state {@link State#DELIVERED}, {@link State#UNDELIVERED}, or {@link State#ACCEPTED} if it is not known yet
     * @param next when to ask again; {@code null} for never
     * @return ends when it is on the disk, with a {@link LedgerAwayException} if that is not certain
     */
    public CompletableFuture<Void> reported(String messageId, State state, Instant at, Instant next) {
        return ledger.submit(NOTE, new Note(messageId, state, at, next));
    }

    private static List<ExpectedReport> read(Connection connection, String account, Instant now, int limit)
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

    private static List<Void> note(Connection connection, List<Note> inputs) throws SQLException {
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
