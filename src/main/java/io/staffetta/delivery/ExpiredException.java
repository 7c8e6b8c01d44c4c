package io.staffetta.delivery;

import java.time.Instant;

/** A message's deadline passed before this attempt. It goes to the dead letter queue. */
public final class ExpiredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param deadline when it passed
     */
    public ExpiredException(Instant deadline) {
        super("The deadline " + deadline + " passed before this attempt");
    }
}
