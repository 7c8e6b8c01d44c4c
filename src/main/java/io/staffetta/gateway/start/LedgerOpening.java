package io.staffetta.gateway.start;

import io.staffetta.ledger.Ledger;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Opens the ledger on a thread of its own, while other parts start. */
public final class LedgerOpening implements AutoCloseable {

    private final FutureTask<Ledger> opening;

    /** Begins to open it. */
    public LedgerOpening(Supplier<Ledger> ledger) {
        opening = new FutureTask<>(ledger::get);
        new Thread(opening, "ledger-opening").start();
    }

    /**
     * Returns the ledger when it is open.
     *
     * @throws RuntimeException if it cannot be opened, as who opens it says
     */
    public Ledger get() {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the ledger was opened", e);
        }
    }

    /** Closes the ledger, once it is open. */
    @Override
    public void close() {
        try {
            get().close();
        } catch (RuntimeException e) {
            // Never opened: whoever asked for it was told.
        }
    }
}
