package io.staffetta.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One kind of work on the ledger, done for many inputs at once.
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
     * Whether the work holds up other gateways until the transaction ends: then it comes last in it, so that it waits for none
     * of them while they wait for it.
     */
    default boolean isLast() {
        return false;
    }
}
