package io.staffetta.ledger.history;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes what people did with dead letters, and that the final answers of their batches are out of date then. */
public final class Interventions implements LedgerCommand<List<Intervention>, Void> {

    private static final String NOTE =
            "insert into intervention (message_id, journey, deed, done_at, who, why, account, batch)"
                    + " values (?, ?, ?, ?, ?, ?, ?, (select batch from message where id = ?))"
                    + " on conflict (message_id, journey, deed) do nothing";
    private static final String AGAIN =
            "update batch set again_at = ? where id = (select batch from message where id = ?)";
    // Those whose redrive the gateway has not taken yet are on their way, too.
    private static final String ON_THE_WAY =
            "select 1 from intervention join message on message.id = intervention.message_id"
                    + " where intervention.batch = ? and deed = 'REDRIVEN' and (message.journey <= intervention.journey"
                    + " or message.state not in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'DEAD', 'CANCELLED')) limit 1";
    private static final String OF_BATCH =
            "select deed, done_at, who, why, account, count(*) as messages from intervention"
                    + " where batch = ? group by deed, done_at, who, why, account order by done_at, deed limit 100";
    private static final String OF_MESSAGES =
            "select * from intervention where message_id in (%s) order by message_id, done_at, journey";

    private static final String SENT = "update message set state = 'ACCEPTED', changed_at = ?, reason = null,"
            + " detail = 'A person says that it was sent' where id = ? and journey = ? and state in ('DYING', 'DEAD')";

    private final Clock clock;

    public Interventions(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Void> apply(Connection connection, List<List<Intervention>> inputs) throws SQLException {
        List<Intervention> all = inputs.stream().flatMap(List::stream).toList();
        try (PreparedStatement note = connection.prepareStatement(NOTE);
                PreparedStatement again = connection.prepareStatement(AGAIN)) {
            for (Intervention one : all) {
                Sql.bind(
                                note,
                                one.messageId(),
                                one.redriveCount(),
                                one.deed(),
                                one.at(),
                                Sql.emptyToNull(one.who()),
                                Sql.emptyToNull(one.why()),
                                Sql.emptyToNull(one.account()),
                                one.messageId())
                        .addBatch();
                Sql.bind(again, clock.instant(), one.messageId()).addBatch();
            }
            note.executeBatch();
            again.executeBatch();
        }
        for (Intervention one : all) {
            LetterRows.gone(connection, one.messageId(), one.redriveCount());
            if (one.deed() == Intervention.Deed.SETTLED) {
                Sql.update(connection, SENT, one.at(), one.messageId(), one.redriveCount());
            }
        }
        return Collections.nCopies(inputs.size(), null);
    }

    /** Whether messages of a batch that were redriven have not come to their end again. */
    public static boolean areOnTheWay(Connection connection, String batch) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ON_THE_WAY);
                ResultSet row = Sql.bind(select, batch).executeQuery()) {
            return row.next();
        }
    }

    /** What was done with dead letters of a batch, the earliest first, {@code 100} at most. */
    public static List<BatchIntervention> ofBatch(Connection connection, String batch) throws SQLException {
        List<BatchIntervention> deeds = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(OF_BATCH);
                ResultSet row = Sql.bind(select, batch).executeQuery()) {
            while (row.next()) {
                deeds.add(new BatchIntervention(
                        Intervention.Deed.valueOf(row.getString("deed")),
                        Sql.instant(row, "done_at"),
                        Sql.text(row, "who"),
                        Sql.text(row, "why"),
                        Sql.text(row, "account"),
                        row.getLong("messages")));
            }
        }
        return deeds;
    }

    /** What was done with messages, by their ids, the earliest first. */
    public static Map<String, List<Intervention>> ofMessages(Connection connection, List<String> ids)
            throws SQLException {
        Map<String, List<Intervention>> found = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(OF_MESSAGES.formatted(Sql.placeholders(ids.size())))) {
            Sql.bindKeys(select, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Intervention one = intervention(row);
                    found.computeIfAbsent(one.messageId(), id -> new ArrayList<>())
                            .add(one);
                }
            }
        }
        return found;
    }

    private static Intervention intervention(ResultSet row) throws SQLException {
        return new Intervention(
                row.getString("message_id"),
                row.getInt("journey"),
                Intervention.Deed.valueOf(row.getString("deed")),
                Sql.instant(row, "done_at"),
                Sql.text(row, "who"),
                Sql.text(row, "why"),
                Sql.text(row, "account"));
    }
}
