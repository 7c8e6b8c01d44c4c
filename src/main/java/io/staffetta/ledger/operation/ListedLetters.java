package io.staffetta.ledger.operation;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.LetterFacts;
import io.staffetta.ledger.history.LetterRow;
import io.staffetta.ledger.history.LetterRows;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists the dead letter queue, as the ledger has it.
 *
 * <p>All throw {@link io.staffetta.ledger.store.LedgerAwayException} if the ledger cannot be read, or nothing is certain.
 * Thread-safe.
 */
public final class ListedLetters {

    private static final String SELECT = "select dead_letter.*, message.recipient, message.text, message.reference,"
            + " coalesce(message.segments, 0) as segments from dead_letter left join message on message.id = dead_letter.id"
            + " where 1 = 1";
    private static final LedgerCommand<List<LetterRow>, Void> FOUND = (connection, inputs) -> {
        LetterRows.found(connection, inputs.stream().flatMap(List::stream).toList());
        return Collections.nCopies(inputs.size(), null);
    };
    private static final LedgerCommand<Boolean, Boolean> PATTERNS =
            (connection, inputs) -> Collections.nCopies(inputs.size(), LetterRows.makePatterns(connection));
    private static final LedgerCommand<Object[], Void> NOTE = (connection, inputs) -> {
        for (Object[] input : inputs) {
            Sql.update(connection, "delete from dead_letter_note where key = ?", input[0]);
            if (!input[1].toString().isEmpty()) {
                Sql.update(
                        connection,
                        "insert into dead_letter_note (key, text, who, noted_at) values (?, ?, ?, ?)",
                        input);
            }
        }
        return Collections.nCopies(inputs.size(), null);
    };

    private final Ledger ledger;

    public ListedLetters(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The newest dead letters of some.
     *
     * @param before only those that come after the letter with this id; empty for all
     * @return empty if there is no letter with that id
     */
    public Optional<List<ListedLetter>> list(OperationFilter filter, String before, int limit) {
        return ledger.read(connection -> {
            FilterSql which = FilterSql.ofLetters(filter, ledger.numbers());
            if (!before.isEmpty()) {
                List<ListedLetter> last = select(connection, " and dead_letter.id = ?", List.of(before));
                if (last.isEmpty()) {
                    return Optional.empty();
                }
                Instant died = last.get(0).letter().died();
                which.and("died_at <= ? and (died_at < ? or dead_letter.id < ?)", died, died, before);
            }
            List<Object> values = new ArrayList<>(which.values());
            values.add(limit);
            return Optional.of(
                    select(connection, which.sql() + " order by died_at desc, dead_letter.id desc limit ?", values));
        });
    }

    /** The dead letter with an id. */
    public Optional<ListedLetter> find(String id) {
        return ledger.read(connection -> select(connection, " and dead_letter.id = ?", List.of(id))).stream()
                .findFirst();
    }

    /** How many there are of some. */
    public long count(OperationFilter filter) {
        return ledger.read(connection -> {
            FilterSql which = FilterSql.ofLetters(filter, ledger.numbers());
            try (PreparedStatement select =
                            connection.prepareStatement("select count(*) from dead_letter where 1 = 1" + which.sql());
                    ResultSet row = Sql.bind(select, which.values().toArray()).executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** The groups of some, the largest first. */
    public List<LetterGroup> groups(OperationFilter filter, Set<GroupPart> parts, int limit) {
        return ledger.read(connection -> {
            Map<String, LetterGroup.Note> notes = notes(connection);
            FilterSql which = FilterSql.ofLetters(filter, ledger.numbers());
            String by = parts.stream().map(GroupPart::sql).collect(Collectors.joining(", "));
            List<Object> values = new ArrayList<>(which.values());
            values.add(limit);
            List<LetterGroup> groups = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select count(*), min(died_at), max(died_at), "
                            + by + " from dead_letter where 1 = 1" + which.sql() + " group by " + by
                            + " order by 1 desc, " + by + " limit ?");
                    ResultSet row = Sql.bind(select, values.toArray()).executeQuery()) {
                while (row.next()) {
                    groups.add(group(row, parts, notes));
                }
            }
            return groups;
        });
    }

    /** Says something of a group; nothing, to take back what was said. */
    public void note(String key, String text, String who, Instant at) {
        Ledger.await(ledger.submit(NOTE, new Object[] {key, text, who, at}));
    }

    /** Enters letters that were found in the queue, as far as they are not known. */
    public void found(List<LetterRow> letters) {
        Ledger.await(ledger.submit(FOUND, letters));
    }

    /**
     * Makes some patterns that are missing from before there were any.
     *
     * @return whether there may be more
     */
    public boolean makePatterns() {
        return Ledger.await(ledger.submit(PATTERNS, true));
    }

    private static LetterGroup group(ResultSet row, Set<GroupPart> parts, Map<String, LetterGroup.Note> notes)
            throws SQLException {
        Map<GroupPart, String> common = new EnumMap<>(GroupPart.class);
        int column = 4;
        for (GroupPart part : parts) {
            common.put(part, row.getString(column));
            column++;
        }
        LetterGroup group = new LetterGroup(
                common,
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                null);
        return new LetterGroup(common, group.count(), group.oldest(), group.newest(), notes.get(group.key()));
    }

    private static Map<String, LetterGroup.Note> notes(Connection connection) throws SQLException {
        Map<String, LetterGroup.Note> notes = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select * from dead_letter_note");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                notes.put(
                        row.getString("key"),
                        new LetterGroup.Note(
                                row.getString("text"), row.getString("who"), Sql.instant(row, "noted_at")));
            }
        }
        return notes;
    }

    private static List<ListedLetter> select(Connection connection, String conditions, List<?> values)
            throws SQLException {
        List<ListedLetter> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT + conditions);
                ResultSet row = Sql.bind(select, values.toArray()).executeQuery()) {
            while (row.next()) {
                found.add(new ListedLetter(
                        letter(row),
                        Sql.text(row, "recipient"),
                        Sql.text(row, "text"),
                        Sql.text(row, "reference"),
                        Sql.text(row, "tag"),
                        Sql.text(row, "priority"),
                        Sql.text(row, "batch"),
                        row.getInt("segments")));
            }
        }
        return found;
    }

    private static LetterRow letter(ResultSet row) throws SQLException {
        return new LetterRow(
                row.getString("id"),
                row.getInt("journey"),
                row.getString("reason"),
                row.getString("account"),
                row.getString("detail"),
                Sql.instant(row, "died_at"),
                row.getString("source"),
                new LetterFacts(
                        row.getInt("attempts"),
                        Sql.text(row, "phase"),
                        Sql.text(row, "node"),
                        row.getInt("perhaps_sent") == 1,
                        Sql.instant(row, "deadline"),
                        row.getInt("ours") == 1));
    }
}
