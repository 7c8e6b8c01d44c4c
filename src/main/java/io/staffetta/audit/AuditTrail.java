package io.staffetta.audit;

/**
 * Where each act of an operator or administrator is written down.
 *
 * <p>Thread-safe.
 */
public interface AuditTrail {

    /** Writes an act down. */
    void note(AuditEntry entry);
}
