package io.staffetta.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Holds the answer to a caller.
 *
 * @param status HTTP status
 * @param contentType media type of the body; empty if there is none
 * @param content the body as a text, empty for none; or what is written as JSON
 * @param headers further headers of the answer
 */
public record HttpAnswer(int status, String contentType, Object content, Map<String, String> headers) {

    private static final int UNAVAILABLE = 503;
    private static final int SOON = 5;

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** One that says nothing of when to try again, but that it may be soon if the gateway is not ready for it. */
    public HttpAnswer(int status, String contentType, Object content) {
        this(status, contentType, content, status == UNAVAILABLE ? SOON : 0);
    }

    /**
     * @param retryAfter seconds after which to try again; 0 for nothing to be said of that
     */
    public HttpAnswer(int status, String contentType, Object content, long retryAfter) {
        this(
                status,
                contentType,
                content,
                retryAfter > 0 ? Map.of("Retry-After", Long.toString(retryAfter)) : Map.of());
    }

    /** The same answer with a header. */
    public HttpAnswer withHeader(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new HttpAnswer(status, contentType, content, all);
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
        return new HttpAnswer(status, JSON, value);
    }

    /** A problem, as RFC 9457 has it. */
    public static HttpAnswer problem(int status, Object value) {
        return new HttpAnswer(status, PROBLEM, value);
    }

    /** The body, in English. */
    public String body() {
        return body(Locale.ENGLISH);
    }

    /** The body, whose phrases are in a language. */
    public String body(Locale language) {
        return content instanceof String text ? text : Json.write(content, language);
    }
}
