package io.staffetta.ledger.history;

import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Enters what lies in the dead letter queue, and takes out what does not any more. A letter that a person has dealt with does not
 * come back, however late it is entered.
 */
public final class LetterRows {

    private static final String INSERT =
            "insert into dead_letter (id, journey, reason, account, detail, pattern, died_at,"
                    + " deadline, source, application, tag, priority, batch, number_hash, attempts, phase, node, perhaps_sent, ours)"
                    + " select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, message.tag, message.priority, message.batch, message.number_hash,"
                    + " ?, ?, ?, case when ? = 1 or exists (select 1 from attempt where message_id = ? and outcome = 'UNKNOWN')"
                    + " then 1 else 0 end, ? from (select 1) as one left join message on message.id = ? where not exists"
                    + " (select 1 from intervention where message_id = ? and intervention.journey = ?) on conflict (id) do ";
    private static final String LATER = INSERT
            + "update set journey = excluded.journey, reason = excluded.reason, account = excluded.account,"
            + " detail = excluded.detail, pattern = excluded.pattern, died_at = excluded.died_at,"
            + " deadline = excluded.deadline, attempts = excluded.attempts, phase = excluded.phase, node = excluded.node,"
            + " perhaps_sent = excluded.perhaps_sent where dead_letter.journey <= excluded.journey";
    private static final String FOUND = INSERT
            + "update set phase = excluded.phase, node = excluded.node, attempts = excluded.attempts,"
            + " deadline = excluded.deadline, perhaps_sent = excluded.perhaps_sent"
            + " where dead_letter.journey = excluded.journey and dead_letter.ours = excluded.ours"
            + " and dead_letter.node is null and dead_letter.phase is null";
    private static final String OLD = "select id, source, detail from dead_letter where pattern is null limit 500";

    private LetterRows() {}

    /** Enters letters that have just been put there, in place of those before they were redriven. */
    public static void put(Connection connection, List<LetterRow> letters) throws SQLException {
        write(connection, LATER, letters);
    }

    /** Enters letters that were found there, as far as they are not known. */
    public static void found(Connection connection, List<LetterRow> letters) throws SQLException {
        write(connection, FOUND, letters);
    }

    /** A letter is not there any more. */
    public static void gone(Connection connection, String id, int redriveCount) throws SQLException {
        Sql.update(connection, "delete from dead_letter where id = ? and journey <= ?", id, redriveCount);
    }

    /**
     * Makes the patterns of some that were there before there were any.
     *
     * @return whether there may be more
     */
    public static boolean makePatterns(Connection connection) throws SQLException {
        List<Object[]> changes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(OLD);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                changes.add(new Object[] {
                    LetterRow.pattern(row.getString("detail")),
                    Sql.emptyToNull(LetterRow.application(row.getString("source"))),
                    row.getString("id")
                });
            }
        }
        for (Object[] change : changes) {
            Sql.update(connection, "update dead_letter set pattern = ?, application = ? where id = ?", change);
        }
        return !changes.isEmpty();
    }

    private static void write(Connection connection, String sql, List<LetterRow> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (LetterRow letter : letters) {
                LetterFacts facts = letter.facts();
                Sql.bind(
                                insert,
                                letter.id(),
                                letter.redriveCount(),
                                letter.reason(),
                                letter.account(),
                                letter.detail(),
                                LetterRow.pattern(letter.detail()),
                                letter.died(),
                                facts.deadline() == null ? Sql.NO_NUMBER : facts.deadline(),
                                letter.source(),
                                Sql.emptyToNull(LetterRow.application(letter.source())),
                                facts.attempts(),
                                Sql.emptyToNull(facts.phase()),
                                Sql.emptyToNull(facts.node()),
                                facts.isPerhapsSent() ? 1 : 0,
                                letter.id(),
                                facts.isOurs() ? 1 : 0,
                                letter.id(),
                                letter.id(),
                                letter.redriveCount())
                        .addBatch();
            }
            insert.executeBatch();
        }
    }
}
