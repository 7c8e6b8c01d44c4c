package io.staffetta.ledger;

import io.staffetta.ledger.slots.SlotClaims;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
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
public final class CancelMessages implements LedgerCommand<List<String>, Void> {

    // What is perhaps sent is for a person, or for the account's rule, to decide.
    private static final String UNSENT = "select id from message where id in (%s) and state in"
            + " ('TAKEN', 'QUEUED', 'WAITING') and not exists (select 1 from attempt where message_id = message.id"
            + " and (ended_at is null or outcome = 'UNKNOWN'))";
    // Another gateway that has changed one may wait for this transaction: it is not waited for.
    private static final String UNLESS_HELD = " for update of message skip locked";
    private static final String CANCEL = "update message set state = 'CANCELLED', changed_at = ? where id = ?";
    private static final String SHARED =
            "select distinct reference.source, reference.reference, message_ids from reference join message"
                    + " on message.source = reference.source and message.reference = reference.reference"
                    + " where message.id in (%s)";
    private static final String NOT_CANCELLED = "select 1 from message where id in (%s) and state <> 'CANCELLED'";
    private static final String FREE = "delete from reference where source = ? and reference = ? and message_ids = ?";

    private final boolean isShared;
    private final Clock clock;

    /**
     * @param isShared whether other gateways may use the ledger
     */
    public CancelMessages(boolean isShared, Clock clock) {
        this.isShared = isShared;
        this.clock = clock;
    }

    @Override
    public Place place() {
        return isShared ? Place.BEFORE_LAST : Place.FIRST;
    }

    @Override
    public List<Void> apply(Connection connection, List<List<String>> inputs) throws SQLException {
        if (isShared) {
            SlotClaims.holdUp(connection);
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

    private static void free(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SHARED.formatted(Sql.placeholders(ids.size())));
                PreparedStatement free = connection.prepareStatement(FREE)) {
            Sql.bindKeys(select, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<String> owners = List.of(row.getString(3).split(" "));
                    if (owners.stream().anyMatch(ids::contains) && areCancelled(connection, owners)) {
                        Sql.bind(free, row.getString(1), row.getString(2), row.getString(3))
                                .addBatch();
                    }
                }
            }
            free.executeBatch();
        }
    }

    /** The messages of a row with several recipients have one reference: some of them may have been sent. */
    private static boolean areCancelled(Connection connection, List<String> owners) throws SQLException {
        if (owners.size() == 1) {
            return true;
        }
        try (PreparedStatement select =
                connection.prepareStatement(NOT_CANCELLED.formatted(Sql.placeholders(owners.size())))) {
            Sql.bindKeys(select, owners);
            try (ResultSet sent = select.executeQuery()) {
                return !sent.next();
            }
        }
    }

    private void cancel(Connection connection, List<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement cancel = connection.prepareStatement(CANCEL)) {
            for (String id : ids) {
                Sql.bind(cancel, clock.instant(), id).addBatch();
            }
            cancel.executeBatch();
        }
        free(connection, ids);
    }
}
