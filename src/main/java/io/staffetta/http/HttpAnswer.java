package io.staffetta.http;

import java.util.HashMap;
import java.util.Map;

/**
 * Holds the answer to a caller.
 *
 * @param status HTTP status
 * @param contentType media type of the body; empty if there is none
 * @param body the body; empty for none
 * @param headers further headers of the answer
 */
public record HttpAnswer(int status, String contentType, String body, Map<String, String> headers) {

    private static final int UNAVAILABLE = 503;
    private static final int SOON = 5;

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** One that says nothing of when to try again, but that it may be soon if the gateway is not ready for it. */
    public HttpAnswer(int status, String contentType, String body) {
        this(status, contentType, body, status == UNAVAILABLE ? SOON : 0);
    }

    /**
     * @param retryAfter seconds after which to try again; 0 for nothing to be said of that
     */
    public HttpAnswer(int status, String contentType, String body, long retryAfter) {
        this(status, contentType, body, retryAfter > 0 ? Map.of("Retry-After", Long.toString(retryAfter)) : Map.of());
    }

    /** The same answer with a header. */
    public HttpAnswer withHeader(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new HttpAnswer(status, contentType, body, all);
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
