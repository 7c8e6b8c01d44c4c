package io.staffetta.delivery;

import java.time.Instant;

/** A message may not be tried yet. It waits on a retry queue, and no attempt is counted. */
public final class NotYetDueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Instant notBefore;

    /**
     * @param notBefore when it may be tried
     */
    public NotYetDueException(Instant notBefore) {
        super("Not before " + notBefore);
        this.notBefore = notBefore;
    }

    /** When it may be tried. */
    public Instant notBefore() {
        return notBefore;
    }
}
