package io.staffetta.ledger;

import io.staffetta.ledger.history.LetterRows;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Notes that messages are in the dead letter queue; also those that could not be read and so were never taken. */
final class MarkDead implements LedgerCommand<DeadLetterRecord, Void> {

    private static final String DIE = "insert into message (id, source, priority, account, state, journey, segments,"
            + " taken_at, deadline, changed_at, reason, detail) values (?, ?, 'normal', ?, 'DEAD', ?, 0, ?, ?, ?, ?, ?)"
            + " on conflict (id) do update set state = excluded.state, account = excluded.account,"
            + " journey = excluded.journey, changed_at = excluded.changed_at, reason = excluded.reason,"
            + " detail = excluded.detail, dying_node = null, dying_token = null, dying_until = null"
            + " where message.journey <= excluded.journey"
            + " and message.state not in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'CANCELLED')";

    @Override
    public List<Void> apply(Connection connection, List<DeadLetterRecord> inputs) throws SQLException {
        try (PreparedStatement die = connection.prepareStatement(DIE)) {
            for (DeadLetterRecord letter : inputs) {
                Sql.bind(die, letter.values()).addBatch();
            }
            die.executeBatch();
        }
        LetterRows.put(connection, inputs.stream().map(DeadLetterRecord::row).toList());
        return Collections.nCopies(inputs.size(), null);
    }
}
