package io.staffetta.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Ends messages that are not to be sent any more. No attempt begins while it decides, with whichever gateway: what it ends was
 * not sent, and will not be.
 */
final class CancelMessages implements Batch<List<String>, Void> {

    // What is perhaps sent is for a person, or for the account's rule, to decide.
    private static final String UNSENT = "select id from message where id in (%s) and state in"
            + " ('TAKEN', 'QUEUED', 'WAITING') and not exists (select 1 from attempt where message_id = message.id"
            + " and (ended_at is null or outcome = 'UNKNOWN'))";
    // Another gateway that has changed one may wait for this transaction: it is not waited for.
    private static final String UNLESS_HELD = " for update of message skip locked";
    private static final String CANCEL = "update message set state = 'CANCELLED', changed_at = ? where id = ?";
    // The row of several recipients keeps its reference: some of them may have been sent.
    private static final String FREE = "delete from reference where message_ids = ? and (source, reference) in"
            + " (select source, reference from message where id = ?)";

    private final boolean isShared;
    private final Clock clock;

    /**
     * @param isShared whether other gateways may use the ledger
     */
    CancelMessages(boolean isShared, Clock clock) {
        this.isShared = isShared;
        this.clock = clock;
    }

    @Override
    public boolean isLast() {
        return isShared;
    }

    @Override
    public List<Void> apply(Connection connection, List<List<String>> inputs) throws SQLException {
        if (isShared) {
            Allotment.lock(connection);
        }
        for (List<String> ids : inputs) {
            if (!ids.isEmpty()) {
                cancel(connection, unsent(connection, ids));
            }
        }
        return Collections.nCopies(inputs.size(), null);
    }

    private List<String> unsent(Connection connection, List<String> ids) throws SQLException {
        List<String> unsent = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                UNSENT.formatted(Sql.placeholders(ids.size())) + (isShared ? UNLESS_HELD : ""))) {
            Sql.bindKeys(select, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    unsent.add(row.getString(1));
                }
            }
        }
        return unsent;
    }

    private void cancel(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement cancel = connection.prepareStatement(CANCEL);
                PreparedStatement free = connection.prepareStatement(FREE)) {
            for (String id : ids) {
                Sql.bind(cancel, clock.instant(), id).addBatch();
                Sql.bind(free, id, id).addBatch();
            }
            cancel.executeBatch();
            free.executeBatch();
        }
    }
}
