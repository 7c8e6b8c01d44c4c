package io.staffetta.config;

/** A start that failed for a reason that no waiting mends, such as a folder that the user may not write. */
public final class UnusableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what cannot be used, why, and what to do
     * @param cause what the system said
     */
    public UnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
