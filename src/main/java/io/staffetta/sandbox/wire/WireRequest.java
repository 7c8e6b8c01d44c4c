package io.staffetta.sandbox.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * A request, read to its end.
 *
 * @param headers HTTP headers
 * @param form fields of a form, urlencoded or multipart; empty for any other content
 * @param body content as it came; empty for a form
 */
public record WireRequest(MultiMap headers, MultiMap form, Buffer body) {

    /** Value of a form field, less white space around it; empty if there is none. */
    public String field(String name) {
        String value = form.get(name);
        return value == null ? "" : value.strip();
    }

    /** Value of a form field as it came; empty if there is none. */
    public String text(String name) {
        String value = form.get(name);
        return value == null ? "" : value;
    }

    /** Value of a header; empty if there is none. */
    public String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }
}
