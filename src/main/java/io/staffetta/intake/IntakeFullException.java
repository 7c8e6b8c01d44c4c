package io.staffetta.intake;

/** As many requests as may be wait to be taken in, so that another one is not. */
public final class IntakeFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IntakeFullException(String message) {
        super(message);
    }
}
