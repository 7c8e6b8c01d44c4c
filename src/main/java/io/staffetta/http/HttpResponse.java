package io.staffetta.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Writes what a route gives back over HTTP: the status, headers and body of its message. */
final class HttpResponse {

    private static final int FAILED = 500;

    /** A file that is the body of the answer, in the exchange. */
    private static final String FILE = "staffetta.answer";

    private HttpResponse() {}

    /** Has the answer to a request be a file, which is deleted when it is written. */
    static void send(Exchange exchange, Path file) {
        exchange.setProperty(FILE, file);
    }

    /** Writes it, unless the caller has another answer already. Fails if it cannot be written. */
    static Future<Void> write(Exchange exchange, RoutingContext call, PlatformHttpEndpoint endpoint) {
        HttpServerResponse response = call.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        if (exchange.getException() != null) {
            // The error handlers of the routes answer all else.
            call.fail(FAILED, exchange.getException());
            return Future.succeededFuture();
        }
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null) {
            response.setStatusCode(status);
        }
        putHeaders(response, message, endpoint.getHeaderFilterStrategy());
        Path file = exchange.getProperty(FILE, Path.class);
        if (file != null && (status == null || status == 200)) {
            return response.sendFile(file.toString()).onComplete(sent -> delete(call, file));
        }
        byte[] body = message.getBody(byte[].class);
        return body == null || body.length == 0 ? call.end() : call.end(Buffer.buffer(body));
    }

    private static void delete(RoutingContext call, Path file) {
        var unused = call.vertx().fileSystem().delete(file.toString());
    }

    private static void putHeaders(HttpServerResponse response, Message message, HeaderFilterStrategy filter) {
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey();
            if (header.getValue() != null
                    && (name.equals(Exchange.CONTENT_TYPE)
                            || filter == null
                            || !filter.applyFilterToCamelHeaders(name, header.getValue(), message.getExchange()))) {
                response.putHeader(name, header.getValue().toString());
            }
        }
    }
}
