package io.staffetta.audit;

import io.staffetta.ledger.store.LedgerAwayException;

/**
 * Records each act of an operator or administrator.
 *
 * <p>Thread-safe.
 */
public interface AuditTrail {

    /**
     * Writes an act down. To be called before what is done outside the ledger, such as a change of a file, and before a secret or
     * a text is shown: what cannot be written down is not done then. What the ledger itself does may be noted after it.
     *
     * @throws LedgerAwayException if it is not certain to be kept
     */
    void note(AuditEntry entry);

    /**
     * Writes down what has happened already and cannot be undone, as soon as that can be. Never fails, and waits for nothing: if the
     * ledger is away for long, or the process is killed meanwhile, only the log has it.
     */
    default void noteLater(AuditEntry entry) {
        note(entry);
    }
}
