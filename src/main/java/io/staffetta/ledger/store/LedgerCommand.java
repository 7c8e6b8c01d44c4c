package io.staffetta.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Does one kind of work on the ledger, for many inputs at once.
 *
 * @param <I> what is to be done
 * @param <O> what came of it
 */
public interface LedgerCommand<I, O> {

    /**
     * Does the work inside the caller's transaction. Must be safe to repeat: a commit whose answer is lost is tried again.
     *
     * @return one output for each input, in their order
     */
    List<O> apply(Connection connection, List<I> inputs) throws SQLException;

    /**
     * Orders the work in a transaction. What holds up other gateways until it ends comes late, so that it waits for
     * none of them while they wait for it; and what holds up all of them comes before what holds up some.
     */
    enum Place {
        FIRST,
        BEFORE_LAST,
        LAST
    }

    /** When the work is done in a transaction. */
    default Place place() {
        return Place.FIRST;
    }

    /** Called when the transaction is certain to have been committed in which the work was done last. */
    default void committed() {}
}
