package io.staffetta.ledger.history;

import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Enters messages. One that is there stays as it is, unless it was redriven since. */
public final class Entries {

    private static final int LONGEST_DETAIL = 400;
    private static final String INSERT =
            "insert into message (id, source, reference, recipient, text, priority, account,"
                    + " state, journey, segments, taken_at, deadline, changed_at, reason, detail, batch, tag, number_hash,"
                    + " routed_to, routed_by)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict (id) do update set account = excluded.account, state = excluded.state,"
                    + " journey = excluded.journey, deadline = excluded.deadline, changed_at = excluded.changed_at,"
                    + " reason = excluded.reason, detail = excluded.detail where message.journey < excluded.journey";

    private final NumberHash numbers;

    /**
     * @param numbers hash by which messages to a number are found
     */
    public Entries(NumberHash numbers) {
        this.numbers = numbers;
    }

    /** Enters some. */
    public void write(Connection connection, List<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Entry entry : entries) {
                Sql.bind(
                                insert,
                                entry.message().id(),
                                entry.message().source(),
                                Sql.emptyToNull(entry.message().reference()),
                                entry.message().to(),
                                entry.message().text(),
                                entry.message().priority().label(),
                                Sql.emptyToNull(entry.account()),
                                entry.state(),
                                entry.redriveCount(),
                                entry.segments(),
                                entry.at(),
                                entry.message().deadline(),
                                entry.at(),
                                Sql.emptyToNull(entry.reason()),
                                detail(entry.detail()),
                                Sql.emptyToNull(entry.batch()),
                                Sql.emptyToNull(entry.message().tag()),
                                numbers.of(entry.message().to()),
                                Sql.emptyToNull(entry.routed().account()),
                                Sql.emptyToNull(entry.routed().by()))
                        .addBatch();
            }
            insert.executeBatch();
        }
        LetterRows.put(
                connection,
                entries.stream()
                        .filter(entry -> entry.state() == State.DEAD)
                        .map(Entries::letter)
                        .toList());
    }

    private static LetterRow letter(Entry entry) {
        return new LetterRow(
                entry.message().id(),
                entry.redriveCount(),
                entry.reason(),
                entry.account(),
                entry.detail(),
                entry.at(),
                entry.message().source(),
                new LetterFacts(0, "", "", false, entry.message().deadline(), true));
    }

    /**
     * Why a message is dead, as the ledger has it: at most {@value #LONGEST_DETAIL} characters, since an index has it, too.
     *
     * @return {@code null} for an empty one
     */
    public static String detail(String words) {
        return words != null && words.codePointCount(0, words.length()) > LONGEST_DETAIL
                ? words.substring(0, words.offsetByCodePoints(0, LONGEST_DETAIL))
                : Sql.emptyToNull(words);
    }
}
