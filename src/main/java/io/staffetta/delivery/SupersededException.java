package io.staffetta.delivery;

/** A copy of a message that has gone on without it, or is in the dead letter queue. Nothing is to be done with it. */
public final class SupersededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SupersededException() {
        super("A copy of a message that has gone on");
    }
}
