package io.staffetta.sandbox.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer of the sandbox.
 *
 * @param status HTTP status
 * @param headers by name
 * @param body content; may be empty
 */
public record Answer(int status, Map<String, String> headers, Buffer body) {

    private static final byte[] GARBAGE = {'%', 0, '{', '<', (byte) 0xC3, '(', '"', '\n'};
    private static final String ERROR_PAGE = "<html><body><h1>Internal Server Error</h1></body></html>";

    public static Answer text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", Buffer.buffer(body));
    }

    public static Answer xml(int status, String contentType, String body) {
        return of(status, contentType + "; charset=utf-8", Buffer.buffer(body));
    }

    public static Answer json(int status, Object body) {
        try {
            return of(status, "application/json", Buffer.buffer(SandboxJson.MAPPER.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The sandbox answers with maps and records only", e);
        }
    }

    public static Answer of(int status, String contentType, Buffer body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), Buffer.buffer());
    }

    /** An answer that means nothing. */
    public static Answer garbage() {
        return of(200, "application/octet-stream", Buffer.buffer(GARBAGE));
    }

    /** A server's own error, with a page for people. */
    public static Answer error500() {
        return of(500, "text/html", Buffer.buffer(ERROR_PAGE));
    }

    public Answer with(String header, String value) {
        return with(Map.of(header, value));
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body);
    }

    Answer withStatus(int newStatus) {
        return new Answer(newStatus, headers, body);
    }

    Answer withBody(String newBody) {
        return new Answer(status, headers, Buffer.buffer(newBody));
    }

    /** Sends it, unless the caller has gone. */
    public void send(HttpServerResponse response) {
        if (begin(response)) {
            response.end(body);
        }
    }

    /** Sends so many bytes of the content, announces more, and closes the connection. */
    public void sendCutOff(HttpServerRequest request, int length) {
        HttpServerResponse response = request.response();
        if (begin(response)) {
            response.putHeader("Content-Length", Integer.toString(Math.max(body.length(), length + 1)));
            response.write(body.slice(0, length))
                    .onComplete(written -> request.connection().close());
        }
    }

    private boolean begin(HttpServerResponse response) {
        if (response.closed() || response.ended()) {
            return false;
        }
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        return true;
    }
}
