package io.staffetta.ledger.operation;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operations that people have ordered, for all gateways on a ledger.
 *
 * <p>All throw {@link io.staffetta.ledger.store.LedgerAwayException} if the ledger cannot be read, or nothing is certain.
 * Thread-safe.
 */
public final class Operations {

    private static final LedgerCommand<Object[], Integer> UPDATE = (connection, statements) -> {
        List<Integer> counts = new ArrayList<>();
        for (Object[] statement : statements) {
            Object[] values = new Object[statement.length - 1];
            System.arraycopy(statement, 1, values, 0, values.length);
            counts.add(Sql.update(connection, (String) statement[0], values));
        }
        return counts;
    };

    private final Ledger ledger;
    private final PlanOperation planning;
    private final SettleItems settling = new SettleItems();

    public Operations(Ledger ledger) {
        this.ledger = ledger;
        planning = new PlanOperation(ledger.numbers());
    }

    /** Enters an operation, and fixes its set. */
    public OperationRecord order(NewOperation wanted) {
        Ledger.await(ledger.submit(planning, wanted));
        return find(wanted.id()).orElseThrow();
    }

    /**
     * Has a dry run done.
     *
     * @return whether it was a dry run that nobody had begun
     */
    public boolean start(String id, String who, Instant at) {
        return update(
                        "update operation set state = 'WAITING', who = ?, turn_at = ? where id = ? and state = 'PLANNED'",
                        who,
                        at,
                        id)
                == 1;
    }

    /**
     * Ends an operation: messages that had no turn yet have none any more.
     *
     * @return whether it was not over
     */
    public boolean cancel(String id, Instant at) {
        boolean was = update(
                        "update operation set state = 'CANCELLED', ended_at = ? where id = ?"
                                + " and state in ('PLANNED', 'WAITING', 'RUNNING')",
                        at,
                        id)
                == 1;
        update(
                "update operation_item set outcome = 'CANCELLED', settled_at = ? where operation = ? and outcome is null"
                        + " and exists (select 1 from operation where id = ? and state = 'CANCELLED')",
                at,
                id,
                id);
        return was;
    }

    /** Notes that messages of an operation have their turn. */
    public void turn(String id, Instant at) {
        update(
                "update operation set state = 'RUNNING', started_at = coalesce(started_at, ?), turn_at = ? where id = ?"
                        + " and state in ('WAITING', 'RUNNING')",
                at,
                at,
                id);
    }

    /**
     * Ends an operation of which no message is left.
     *
     * @return whether it is over
     */
    public boolean end(String id, Instant at) {
        return update(
                        "update operation set state = 'DONE', started_at = coalesce(started_at, ?), ended_at = ? where id = ?"
                                + " and state in ('WAITING', 'RUNNING') and not exists"
                                + " (select 1 from operation_item where operation = ? and outcome is null)",
                        at,
                        at,
                        id,
                        id)
                == 1;
    }

    /** Notes what became of messages of operations. May be repeated. */
    public void settle(List<Settlement> settled) {
        Ledger.await(ledger.submit(settling, settled));
    }

    /** The operation with an id. */
    public Optional<OperationRecord> find(String id) {
        return ledger
                .read(connection -> OperationRows.select(connection, "select * from operation where id = ?", id))
                .stream()
                .findFirst();
    }

    /** Whether messages of an operation may have their turn. */
    public boolean isOpen(String id) {
        return ledger.read(connection -> {
            try (var select = connection.prepareStatement("select state from operation where id = ?");
                    var row = Sql.bind(select, id).executeQuery()) {
                return row.next() && OperationState.valueOf(row.getString(1)).isOpen();
            }
        });
    }

    /**
     * The newest operations.
     *
     * @param before only those that are older than the one with this id; empty for all
     */
    public List<OperationRecord> list(String before, int limit) {
        return ledger.read(connection -> before.isEmpty()
                ? OperationRows.select(connection, "select * from operation order by id desc limit ?", limit)
                : OperationRows.select(
                        connection, "select * from operation where id < ? order by id desc limit ?", before, limit));
    }

    /** The operations that have something left to do, the one first that had no turn for longest. */
    public List<OperationRecord> open() {
        return ledger.read(connection -> OperationRows.select(
                connection,
                "select * from operation where state in ('WAITING', 'RUNNING') order by turn_at, id limit 100"));
    }

    /** The dead letters that an operation has still to do, by the account that they died with. */
    public List<LettersLeft> lettersLeft(String id) {
        return ledger.read(connection -> OperationRows.lettersLeft(connection, id));
    }

    /** Messages of an operation that have had no turn yet, after a position, in their order. */
    public List<OperationItem> left(String id, long after, int limit) {
        return ledger.read(connection -> OperationRows.items(connection, id, after, true, null, limit));
    }

    /**
     * Messages of an operation after a position, in their order.
     *
     * @param outcome only those that came to this; {@code null} for all
     */
    public List<OperationItem> items(String id, long after, ItemOutcome outcome, int limit) {
        return ledger.read(connection -> OperationRows.items(connection, id, after, false, outcome, limit));
    }

    private int update(Object... statement) {
        return Ledger.await(ledger.submit(UPDATE, statement));
    }
}
