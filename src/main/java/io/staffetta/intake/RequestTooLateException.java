package io.staffetta.intake;

/** A request that took so long that its caller is told it was not done, and so must not be done. */
public final class RequestTooLateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Always the same. */
    public RequestTooLateException() {
        super("the broker took too long");
    }
}
