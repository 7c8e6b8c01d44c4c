package io.staffetta.delivery.sender;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import java.util.concurrent.CompletableFuture;

/**
 * Waits for the results of one ledger transaction. Once a result is {@link #lost}, it waits for none of the others, so that a ledger
 * that is away costs its timeout once.
 *
 * <p>Not thread-safe.
 */
final class LedgerAnswers {

    private boolean away;

    /** Begins with the results of another transaction. */
    void begin() {
        away = false;
    }

    /** Whether a result of this transaction did not come. */
    boolean isAway() {
        return away;
    }

    /** A result of this transaction did not come. */
    void lost() {
        away = true;
    }

    /**
     * Waits for a result.
     *
     * @throws LedgerAwayException if it does not come, or is not there when another is lost
     */
    <T> T await(CompletableFuture<T> result) {
        if (away && !result.isDone()) {
            throw new LedgerAwayException("The ledger does not answer", null);
        }
        return Ledger.await(result);
    }
}
