package io.staffetta.cli.gateway;

/** Nothing answers where the gateway is looked for. */
public final class NoAnswerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
