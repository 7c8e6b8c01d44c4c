package io.staffetta.delivery;

/** An account stops submitting while a message waits for its turn. The message stays on its queue. */
public final class NoMoreTurnsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoMoreTurnsException(String account) {
        super("Account '" + account + "' submits no more for now");
    }
}
