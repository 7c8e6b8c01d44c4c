package io.staffetta.cli;

/** Nothing answers where the gateway is looked for. */
final class NoAnswerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
