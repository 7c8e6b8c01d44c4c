package io.staffetta.ledger.batch;

import io.staffetta.ledger.CancelMessages;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of batches.
 *
 * <p>All throw {@link LedgerAwayException} if the ledger cannot be read, or nothing is certain. Thread-safe.
 */
public final class BatchMessages {

    private final Ledger ledger;
    private final CancelMessages cancelMessages;

    BatchMessages(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        cancelMessages = new CancelMessages(ledger.isShared(), clock);
    }

    /**
     * Ends messages of a cancelled batch that have not been sent, so that no attempt is made with them any more. Left alone are
     * those with an attempt under way or of unknown outcome, those that have come to their end, and those that another gateway
     * changes at this moment. The references of those that are ended may be used again.
     *
     * @param messageIds 1 to 1,000
     */
    public void cancel(List<String> messageIds) {
        Ledger.await(ledger.submit(cancelMessages, messageIds));
    }

    /**
     * Where messages stand.
     *
     * @param messageIds 1 to 1,000
     * @return the states by id; those that the ledger does not know are left out
     */
    public Map<String, State> states(List<String> messageIds) {
        return ledger.read(connection -> {
            Map<String, State> states = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "select id, state from message where id in (" + Sql.placeholders(messageIds.size()) + ")")) {
                Sql.bindKeys(select, messageIds);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        states.put(row.getString(1), State.valueOf(row.getString(2)));
                    }
                }
            }
            return states;
        });
    }

    /**
     * The accounts that messages wait for which have not come to their end.
     *
     * @param messageIds 1 to 1,000
     * @return ids, without repetition
     */
    public List<String> accounts(List<String> messageIds) {
        return ledger.read(connection -> {
            List<String> accounts = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "select distinct account from message where state in ('TAKEN', 'QUEUED', 'WAITING')"
                            + " and account is not null and id in (" + Sql.placeholders(messageIds.size())
                            + ") order by account")) {
                Sql.bindKeys(select, messageIds);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        accounts.add(row.getString(1));
                    }
                }
            }
            return accounts;
        });
    }

    /**
     * How many messages are on the queues of an account, or on the way there.
     *
     * @param most counts no further than that
     */
    public int onQueues(String account, int most) {
        return ledger.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement(BatchTable.ON_QUEUES)) {
                return BatchTable.number(Sql.bind(count, account, most));
            }
        });
    }
}
