package io.staffetta.http.operations;

import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.ledger.store.LedgerAwayException;

/** Writes down what callers do over HTTP, and tells them if that fails. */
public final class AuditedCall {

    private static final int UNAVAILABLE = 503;

    private AuditedCall() {}

    /**
     * Writes down what is about to be done, or shown.
     *
     * @throws ProblemException if that cannot be written: then it must not be done
     */
    public static void before(AuditTrail audit, AuditEntry entry) {
        try {
            audit.note(entry);
        } catch (LedgerAwayException e) {
            throw new ProblemException(HttpProblem.of(
                    UNAVAILABLE,
                    "not_recorded",
                    "The audit trail cannot be written now, so that this was not done: ask again later"));
        }
    }

    /**
     * Writes down what the ledger has just done.
     *
     * @throws ProblemException if that cannot be written now; it is as soon as it can be
     */
    public static void done(AuditTrail audit, AuditEntry entry) {
        try {
            audit.note(entry);
        } catch (LedgerAwayException e) {
            audit.noteLater(entry);
            throw new ProblemException(
                    HttpProblem.of(
                            UNAVAILABLE,
                            "done_not_recorded",
                            "This was done, but the audit trail cannot be written now: see how things are before you ask again"));
        }
    }
}
