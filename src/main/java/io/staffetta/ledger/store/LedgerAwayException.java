package io.staffetta.ledger.store;

/** The ledger cannot be written or read now. Nothing is known to be recorded; the same can be asked again later. */
public final class LedgerAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what happened, in words
     * @param cause what failed; {@code null} if nothing new did
     */
    public LedgerAwayException(String detail, Throwable cause) {
        super(detail, cause);
    }
}
