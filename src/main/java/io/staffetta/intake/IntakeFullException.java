package io.staffetta.intake;

/** The intake is full: as many requests wait as may, and this one was not taken. */
public final class IntakeFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IntakeFullException(String message) {
        super(message);
    }
}
