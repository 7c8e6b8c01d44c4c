package io.staffetta.intake;

/** A request has timed out: its caller was told that it was not done, so it must not be done any more. */
public final class RequestTooLateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Always the same. */
    public RequestTooLateException() {
        super("the broker took too long");
    }
}
