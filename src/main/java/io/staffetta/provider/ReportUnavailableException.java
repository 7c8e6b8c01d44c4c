package io.staffetta.provider;

import java.time.Duration;

/**
 * The provider could not be asked about a message, or would not say: it cannot be reached, is busy, refuses the login, or
 * has no known address for it. Nothing is known that was not known before; ask later. The text is in words, for people,
 * without number, text or secret.
 */
public final class ReportUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param detail what happened, in words
     * @param retryAfter how long the provider asked to wait; zero if it did not say
     * @param cause what failed; {@code null} if nothing was thrown
     */
    public ReportUnavailableException(String detail, Duration retryAfter, Throwable cause) {
        super(detail, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the provider asked to wait; zero if it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
