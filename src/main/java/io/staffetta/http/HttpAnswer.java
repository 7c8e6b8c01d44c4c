package io.staffetta.http;

/**
 * What a caller gets.
 *
 * @param status HTTP status
 * @param contentType media type of the body; empty if there is none
 * @param body the body; empty for none
 * @param retryAfter seconds after which to try again; 0 for nothing to be said of that
 */
public record HttpAnswer(int status, String contentType, String body, long retryAfter) {

    private static final int UNAVAILABLE = 503;
    private static final int SOON = 5;

    /** One that says nothing of when to try again, but that it may be soon if the gateway is not ready for it. */
    public HttpAnswer(int status, String contentType, String body) {
        this(status, contentType, body, status == UNAVAILABLE ? SOON : 0);
    }

    /** Media type of JSON. */
    public static final String JSON = "application/json";

    /** Media type of problems, RFC 9457. */
    public static final String PROBLEM = "application/problem+json";

    /** An answer without a body. */
    public static HttpAnswer empty(int status) {
        return new HttpAnswer(status, "", "");
    }

    /** A value as JSON. */
    public static HttpAnswer json(int status, Object value) {
        return new HttpAnswer(status, JSON, Json.write(value));
    }
}
