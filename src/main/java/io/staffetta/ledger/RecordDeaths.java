package io.staffetta.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Notes that messages are in the dead letter queue, or about to be put there; also those that could not be read and so were
 * never taken. Tells of each whether that had been noted before.
 */
final class RecordDeaths implements Batch<Death, Boolean> {

    private static final String DIE = "insert into message (id, source, priority, account, state, journey, segments,"
            + " taken_at, deadline, changed_at, reason, detail) values (?, ?, 'normal', ?, ?, ?, 0, ?, ?, ?, ?, ?)"
            + " on conflict (id) do update set state = excluded.state, account = excluded.account,"
            + " journey = excluded.journey, changed_at = excluded.changed_at, reason = excluded.reason,"
            + " detail = excluded.detail where message.journey <= excluded.journey"
            + " and message.state not in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED')";

    @Override
    public List<Boolean> apply(Connection connection, List<Death> inputs) throws SQLException {
        Map<String, History> before = Histories.read(
                connection, inputs.stream().map(Death::messageId).distinct().toList());
        List<Boolean> noted = new ArrayList<>(inputs.size());
        try (PreparedStatement die = connection.prepareStatement(DIE)) {
            for (Death death : inputs) {
                noted.add(wasNoted(before.getOrDefault(death.messageId(), History.NONE), death));
                Sql.bind(
                                die,
                                death.messageId(),
                                death.source(),
                                Entries.emptyToNull(death.account()),
                                death.certain() ? State.DEAD : State.DYING,
                                death.journey(),
                                death.at(),
                                death.at(),
                                death.at(),
                                death.reason(),
                                Entries.emptyToNull(death.detail()))
                        .addBatch();
            }
            die.executeBatch();
        }
        return noted;
    }

    private static boolean wasNoted(History history, Death death) {
        return history.journey() == death.journey()
                && (history.state() == State.DYING || history.state() == State.DEAD);
    }
}
