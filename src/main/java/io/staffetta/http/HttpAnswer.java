package io.staffetta.http;

/**
 * What a caller gets.
 *
 * @param status HTTP status
 * @param contentType media type of the body; empty if there is none
 * @param body the body; empty for none
 */
public record HttpAnswer(int status, String contentType, String body) {

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
