package io.staffetta.intake;

/** Messages of a request of which one is refused, so that none is taken. */
public final class RefusedElementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final transient RuntimeException failure;

    RefusedElementException(int index, RuntimeException failure) {
        super(failure.getMessage(), failure);
        this.index = index;
        this.failure = failure;
    }

    /** Place of the message in the request, from 0. */
    public int index() {
        return index;
    }

    /** Why it is refused. */
    public RuntimeException failure() {
        return failure;
    }
}
