package io.staffetta.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Ends messages that are not to be sent any more. */
final class CancelMessages {

    private static final String CANCEL = "update message set state = 'CANCELLED', changed_at = ? where id = ?"
            + " and state in ('TAKEN', 'QUEUED', 'WAITING') and not exists"
            + " (select 1 from attempt where message_id = message.id and ended_at is null)";
    // The row of several recipients keeps its reference: some of them may have been sent.
    private static final String FREE = "delete from reference where message_ids = ? and (source, reference) in"
            + " (select source, reference from message where id = ? and state = 'CANCELLED')";

    private CancelMessages() {}

    static int apply(Connection connection, List<String> ids, Instant at) throws SQLException {
        try (PreparedStatement cancel = connection.prepareStatement(CANCEL);
                PreparedStatement free = connection.prepareStatement(FREE)) {
            for (String id : ids) {
                Sql.bind(cancel, at, id).addBatch();
                Sql.bind(free, id, id).addBatch();
            }
            cancel.executeBatch();
            free.executeBatch();
        }
        return ids.size();
    }
}
