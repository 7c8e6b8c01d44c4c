package io.staffetta.ledger;

import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import io.staffetta.ledger.store.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records requests: the messages of each are recorded together or not at all. One that the ledger refuses
 * leaves the others of its transaction as they are.
 */
final class TakeRequests implements LedgerCommand<List<List<AcceptRequest>>, List<Entered>> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    // Whoever ends a batch waits for it; one that stands still in the middle of it is cut off.
    private static final String LOST =
            "select id, lost_with, set_config('idle_in_transaction_session_timeout', '5000', true)"
                    + " from batch where id in (%s) order by id for share";

    private final TakeMessages messages;
    private final boolean isShared;

    /**
     * @param isShared whether other gateways may use the ledger
     */
    TakeRequests(TakeMessages messages, boolean isShared) {
        this.messages = messages;
        this.isShared = isShared;
    }

    @Override
    public List<List<Entered>> apply(Connection connection, List<List<List<AcceptRequest>>> inputs)
            throws SQLException {
        List<List<AcceptRequest>> requests =
                inputs.stream().flatMap(List::stream).toList();
        List<Entered> entered = enter(connection, requests);
        List<List<Entered>> outputs = new ArrayList<>(inputs.size());
        int from = 0;
        for (List<List<AcceptRequest>> input : inputs) {
            outputs.add(entered.subList(from, from + input.size()));
            from += input.size();
        }
        return outputs;
    }

    /** Most requests have one message, and are entered by the same statements. */
    private List<Entered> enter(Connection connection, List<List<AcceptRequest>> requests) throws SQLException {
        Set<String> lost = isShared ? lost(connection, batches(requests)) : Set.of();
        List<AcceptRequest> singles = requests.stream()
                .filter(request -> request.size() == 1 && !isOfAny(lost, request))
                .map(request -> request.get(0))
                .toList();
        List<Entered> ofSingles = singles(connection, singles);
        List<Entered> entered = new ArrayList<>(requests.size());
        int next = 0;
        for (List<AcceptRequest> request : requests) {
            if (isOfAny(lost, request)) {
                entered.add(Entered.ofLostBatch());
            } else {
                entered.add(request.size() == 1 ? ofSingles.get(next++) : whole(connection, request));
            }
        }
        return entered;
    }

    private static Set<String> batches(List<List<AcceptRequest>> requests) {
        return requests.stream()
                .flatMap(List::stream)
                .flatMap(one -> one.entries().stream())
                .map(Entry::batch)
                .filter(batch -> !batch.isEmpty())
                .collect(Collectors.toSet());
    }

    private static boolean isOfAny(Set<String> lost, List<AcceptRequest> request) {
        return !lost.isEmpty() && !Collections.disjoint(lost, batches(List.of(request)));
    }

    /** Those batches that another gateway has ended, since this one was not heard of; none is ended until the transaction is over. */
    private static Set<String> lost(Connection connection, Set<String> batches) throws SQLException {
        Set<String> lost = new HashSet<>();
        if (batches.isEmpty()) {
            return lost;
        }
        try (PreparedStatement select = connection.prepareStatement(LOST.formatted(Sql.placeholders(batches.size())))) {
            Sql.bindKeys(select, List.copyOf(batches));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getString("lost_with") != null) {
                        lost.add(row.getString("id"));
                    }
                }
            }
        }
        return lost;
    }

    private List<Entered> singles(Connection connection, List<AcceptRequest> singles) throws SQLException {
        if (singles.isEmpty()) {
            return List.of();
        }
        Savepoint before = connection.setSavepoint();
        try {
            return messages.enter(connection, singles).stream()
                    .map(taken -> Entered.of(List.of(taken)))
                    .toList();
        } catch (SQLException | RuntimeException e) {
            requireFaultOfInput(e);
            connection.rollback(before);
        }
        List<Entered> each = new ArrayList<>(singles.size());
        for (AcceptRequest single : singles) {
            each.add(whole(connection, List.of(single)));
        }
        return each;
    }

    /** A request of which nothing stays entered if one of its messages may not be. */
    private Entered whole(Connection connection, List<AcceptRequest> request) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            List<AcceptResult> taken = messages.enter(connection, request);
            if (taken.stream().anyMatch(AcceptResult::isConflict)) {
                connection.rollback(before);
            }
            return Entered.of(taken);
        } catch (SQLException | RuntimeException e) {
            requireFaultOfInput(e);
            connection.rollback(before);
            // The text of any other failure may repeat what it could not work with.
            LOG.error(
                    "The ledger refuses an entry: {}",
                    e instanceof SQLException ? e.getMessage() : e.getClass().getSimpleName());
            return Entered.refused(faulty(connection, request));
        }
    }

    /** Place of the message that is at fault; enters nothing. */
    private int faulty(Connection connection, List<AcceptRequest> request) throws SQLException {
        for (int i = 0; i < request.size() - 1; i++) {
            Savepoint before = connection.setSavepoint();
            try {
                messages.enter(connection, List.of(request.get(i)));
            } catch (SQLException | RuntimeException e) {
                requireFaultOfInput(e);
                return i;
            } finally {
                connection.rollback(before);
            }
        }
        return request.size() - 1;
    }

    private static void requireFaultOfInput(Exception failure) throws SQLException {
        if (!SqlFailures.isFaultOfInput(failure) && failure instanceof SQLException sql) {
            throw sql;
        }
    }
}
