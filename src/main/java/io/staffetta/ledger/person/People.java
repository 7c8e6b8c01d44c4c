package io.staffetta.ledger.person;

import io.staffetta.ledger.CancelMessages;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds all that a ledger has about a person, by the phone number, and erases it. A row of each message stays, for what was sent is
 * counted and paid for, but nothing in it leads to the person.
 *
 * <p>Thread-safe.
 */
public final class People {

    /** Messages in one commit: so few that it keeps nobody waiting. */
    static final int STEP = 500;

    private static final String FIND = "select message.id, state, batch from message where number_hash % 16 = ?"
            + " and number_hash = ? and number_hash is not null and (recipient is null or recipient = ?)"
            + " union select message.id, state, batch from message where number_hash is null and recipient = ?";
    private static final String FILES =
            "select distinct folder, name from batch where id in (select batch from message where number_hash % 16 = ?"
                    + " and number_hash = ? and number_hash is not null and batch is not null"
                    + " and (recipient is null or recipient = ?)) order by folder, name";

    private final Ledger ledger;
    private final LedgerCommand<List<String>, Void> cancelling;
    private final LedgerCommand<List<String>, Integer> erasing;

    public People(Ledger ledger) {
        this.ledger = ledger;
        cancelling = new CancelMessages(ledger.isShared(), ledger.clock());
        erasing = new EraseMessages(ledger.clock());
    }

    /**
     * What there is.
     *
     * @param number in E.164 form
     * @throws io.staffetta.ledger.store.LedgerAwayException if the ledger cannot be read
     */
    public PersonRecords find(String number) {
        return ledger.read(connection -> new PersonRecords(messages(connection, number), files(connection, number)));
    }

    /**
     * Ends messages that wait, unless an attempt is under way or their outcome is unknown.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if that is not certain
     */
    public void cancel(List<String> ids) {
        for (int from = 0; from < ids.size(); from += STEP) {
            Ledger.await(ledger.submit(cancelling, ids.subList(from, Math.min(from + STEP, ids.size()))));
        }
    }

    /**
     * Erases what leads from some messages to the person: number and its hash, text, reference, details, and the ids that their
     * providers know them by.
     *
     * @return how many messages, of those that have come to their end, were erased
     * @throws io.staffetta.ledger.store.LedgerAwayException if that is not certain
     */
    public int erase(List<String> ids) {
        int erased = 0;
        for (int from = 0; from < ids.size(); from += STEP) {
            erased += Ledger.await(ledger.submit(erasing, ids.subList(from, Math.min(from + STEP, ids.size()))));
        }
        return erased;
    }

    private List<PersonRecords.Known> messages(Connection connection, String number) throws SQLException {
        List<PersonRecords.Known> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            try (ResultSet row = bind(select, number, number).executeQuery()) {
                while (row.next()) {
                    found.add(new PersonRecords.Known(row.getString(1), State.valueOf(row.getString(2))));
                }
            }
        }
        return found;
    }

    private List<String> files(Connection connection, String number) throws SQLException {
        List<String> files = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FILES);
                ResultSet row = bind(select, number).executeQuery()) {
            while (row.next()) {
                files.add(row.getString(1) + "/" + row.getString(2));
            }
        }
        return files;
    }

    private PreparedStatement bind(PreparedStatement select, String... numbers) throws SQLException {
        long hash = ledger.numbers().of(numbers[0]);
        List<Object> values = new ArrayList<>(List.of(hash % NumberHash.RUNS, hash));
        values.addAll(List.of(numbers));
        return Sql.bind(select, values.toArray());
    }
}
