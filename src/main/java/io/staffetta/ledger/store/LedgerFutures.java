package io.staffetta.ledger.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the results of what was submitted to a ledger. */
public final class LedgerFutures {

    private static final long PATIENCE_SECONDS = 5;

    private LedgerFutures() {}

    /**
     * Waits for a result, for at most 5 s.
     *
     * @throws LedgerAwayException if it does not come
     */
    public static <T> T await(CompletableFuture<T> future) {
        return await(future, PATIENCE_SECONDS);
    }

    /**
     * Waits for a result.
     *
     * @param seconds at most so long
     * @throws LedgerAwayException if it does not come
     */
    public static <T> T await(CompletableFuture<T> future, long seconds) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof LedgerAwayException away) {
                throw new LedgerAwayException(away.getMessage(), away);
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LedgerAwayException("The ledger does not answer within " + seconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerAwayException("The gateway stops", e);
        }
    }
}
