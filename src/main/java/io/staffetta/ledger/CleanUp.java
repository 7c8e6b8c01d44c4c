package io.staffetta.ledger;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Erases the numbers and texts of old messages, and deletes very old ones, and very old batches: {@value #STEP} of each
 * at most in one step. Messages that have not come to their end are left alone until their deadline.
 */
final class CleanUp implements LedgerCommand<CleanUp.Order, CleanUp.Done> {

    /** Rows of a table in one step: so few that the commit which they share keeps nobody waiting. */
    static final int STEP = 500;

    static final String JOB = "retention";

    /** A message is deleted so much later than its reference, which was written a moment after it. */
    private static final Duration AFTER_REFERENCE = Duration.ofMinutes(1);

    /** A message that may still be sent needs all that is known of it. */
    private static final String OVER =
            " and (state in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'DEAD', 'CANCELLED') or deadline < ?)";

    private static final String TO_ERASE = "select id from message where erased_at is null and taken_at < ?" + OVER
            + " order by taken_at limit " + STEP;

    private static final String ERASE =
            "update message set recipient = null, text = null, erased_at = ? where id in (%s)";

    // Not that of messages which took the reference over since.
    private static final String ERASE_DIGESTS = "update reference set digest = null where taken_at < ?"
            + " and digest is not null and (source, reference) in (select source, reference from message"
            + " where reference is not null and id in (%s))";
    private static final String OLD =
            "select id from message where taken_at < ?" + OVER + " order by taken_at limit " + STEP;
    private static final String DELETE_BATCHES =
            "delete from batch where id in (select id from batch where finished_at < ? order by finished_at limit "
                    + STEP + ")";
    private static final String DELETE_CONTENTS =
            "delete from batch_content where not exists (select 1 from batch where id = batch_content.batch)";
    private static final String DELETE_WAITS =
            "delete from batch_wait where not exists (select 1 from batch where id = batch_wait.batch)";
    private static final String DELETE_REFERENCES =
            "delete from reference where (source, reference) in (select source, reference from reference"
                    + " where taken_at < ? order by taken_at limit " + STEP + ")";

    /** How long a dry run may be begun. */
    private static final Duration KEPT_PLANS = Duration.ofDays(1);

    private static final String OLD_OPERATIONS = "(ended_at < ? or state = 'PLANNED' and created_at < ?)";
    private static final String DELETE_ITEMS =
            "delete from operation_item where (operation, position) in (select operation, position from operation_item"
                    + " where operation in (select id from operation where " + OLD_OPERATIONS + ") limit " + 10 * STEP
                    + ")";
    private static final String DELETE_OPERATIONS = "delete from operation where " + OLD_OPERATIONS
            + " and not exists (select 1 from operation_item where operation = operation.id)";

    private final Leases leases;

    /**
     * @param leases says which node does it
     */
    CleanUp(Leases leases) {
        this.leases = leases;
    }

    /**
     * Says what is to be erased and deleted.
     *
     * @param now the present
     * @param erase what was taken before is erased
     * @param delete what was taken before is deleted
     */
    record Order(Instant now, Instant erase, Instant delete) {}

    /**
     * Counts what was erased and deleted.
     *
     * @param erased messages whose number and text were erased
     * @param deleted messages that were deleted
     * @param isAll whether nothing is left to do, or another node does it
     */
    record Done(int erased, int deleted, boolean isAll) {

        static final Done NOTHING = new Done(0, 0, true);
    }

    @Override
    public List<Done> apply(Connection connection, List<Order> orders) throws SQLException {
        List<Done> done = new ArrayList<>(orders.size());
        for (Order order : orders) {
            done.add(
                    leases.take(connection, JOB) && Jobs.find(connection, JOB).isEmpty()
                            ? step(connection, order)
                            : Done.NOTHING);
        }
        return done;
    }

    private static Done step(Connection connection, Order order) throws SQLException {
        int erased = erase(connection, order);
        // References first: one whose messages are gone would let the next message with it through as no duplicate, but
        // unknown to the ledger.
        int references = update(connection, DELETE_REFERENCES, order.delete());
        int batches = update(connection, DELETE_BATCHES, order.delete());
        if (batches > 0) {
            update(connection, DELETE_CONTENTS);
            update(connection, DELETE_WAITS);
        }
        deleteOperations(connection, order);
        int deleted = references == STEP ? 0 : delete(connection, order);
        return new Done(erased, deleted, erased < STEP && references < STEP && batches < STEP && deleted < STEP);
    }

    /** Their messages first, some at a time; those that are left go with the next steps. */
    private static void deleteOperations(Connection connection, Order order) throws SQLException {
        Instant planned = order.now().minus(KEPT_PLANS);
        try (PreparedStatement delete = connection.prepareStatement(DELETE_ITEMS)) {
            Sql.bind(delete, order.delete(), planned).executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE_OPERATIONS)) {
            Sql.bind(delete, order.delete(), planned).executeUpdate();
        }
    }

    private static int erase(Connection connection, Order order) throws SQLException {
        List<String> ids = ids(connection, TO_ERASE, order.erase(), order.now());
        if (!ids.isEmpty()) {
            change(connection, ERASE, order.now(), ids);
            change(connection, ERASE_DIGESTS, order.erase().plus(AFTER_REFERENCE), ids);
        }
        return ids.size();
    }

    private static void change(Connection connection, String sql, Instant instant, List<String> ids)
            throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql.formatted(Sql.placeholders(ids.size())))) {
            Sql.bind(change, instant);
            Sql.bindKeys(change, 2, ids);
            change.executeUpdate();
        }
    }

    private static List<String> ids(Connection connection, String sql, Object... instants) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = Sql.bind(select, instants).executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    private static int delete(Connection connection, Order order) throws SQLException {
        List<String> ids = ids(connection, OLD, order.delete().minus(AFTER_REFERENCE), order.now());
        if (ids.isEmpty()) {
            return 0;
        }
        for (String rows : List.of("attempt where message_id", "intervention where message_id", "message where id")) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from " + rows + " in (" + Sql.placeholders(ids.size()) + ")")) {
                Sql.bindKeys(delete, ids);
                delete.executeUpdate();
            }
        }
        return ids.size();
    }

    private static int update(Connection connection, String sql, Instant... instants) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return Sql.bind(statement, (Object[]) instants).executeUpdate();
        }
    }
}
