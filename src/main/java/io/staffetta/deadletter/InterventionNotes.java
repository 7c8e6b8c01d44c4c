package io.staffetta.deadletter;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.operation.Operations;
import org.apache.camel.Body;

/**
 * Records in the ledger what people did with dead letters and other messages.
 *
 * <p>Thread-safe.
 */
public final class InterventionNotes {

    private final Ledger ledger;
    private final Operations operations;

    public InterventionNotes(Ledger ledger) {
        this.ledger = ledger;
        operations = new Operations(ledger);
    }

    /**
     * Enters a note.
     *
     * @throws io.staffetta.message.InvalidMessageException if it is none
     * @throws io.staffetta.ledger.store.LedgerAwayException if it is not certain to be entered
     */
    public void enter(@Body Object note) {
        InterventionNote read = InterventionNote.read(note);
        ledger.intervened(read.interventions());
        operations.settle(read.settlements());
    }
}
