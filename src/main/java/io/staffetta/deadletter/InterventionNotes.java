package io.staffetta.deadletter;

import io.staffetta.ledger.Ledger;
import org.apache.camel.Body;

/**
 * Enters into the ledger what people did with dead letters.
 *
 * <p>Thread-safe.
 */
public final class InterventionNotes {

    private final Ledger ledger;

    public InterventionNotes(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Enters a note.
     *
     * @throws io.staffetta.message.InvalidMessageException if it is none
     * @throws io.staffetta.ledger.store.LedgerAwayException if it is not certain to be entered
     */
    public void enter(@Body Object note) {
        ledger.intervened(InterventionNote.read(note));
    }
}
