package io.staffetta.sandbox;

import io.staffetta.http.RequestMemory;
import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.WireRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads one request to its end without holding a thread, and answers itself what cannot be read. Runs on the request's
 * event loop only.
 */
final class RequestReader {

    /** Largest body, in bytes. */
    static final int LIMIT = 1024 * 1024;

    // A caller that goes on beyond this is not going to read the answer 413.
    private static final long HANG_UP_AT = 16L * LIMIT;

    /** A share of the heap beside that of the gateway's own requests. */
    private static final RequestMemory MEMORY = RequestMemory.ofHeap(10);

    private final RequestMemory.Share share = MEMORY.share();
    private final HttpServerRequest request;
    private final Buffer body = Buffer.buffer();
    private long size;
    private boolean form;
    private boolean broken;
    private boolean overloaded;

    private RequestReader(HttpServerRequest request) {
        this.request = request;
    }

    /** Reads the request and hands it on, or answers 413 if it is too large and 400 if it is broken. */
    static void read(HttpServerRequest request, Consumer<WireRequest> next) {
        RequestReader reader = new RequestReader(request);
        reader.expectForm();
        reader.start(next);
    }

    /** The same, but leaves a form as it came: what {@code curl -d} sends is called a form whatever it is. */
    static void readRaw(HttpServerRequest request, Consumer<Buffer> next) {
        new RequestReader(request).start(content -> next.accept(content.body()));
    }

    /** Media type of a request in lower case, less its parameters; empty if it states none. */
    static String mediaType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private void start(Consumer<WireRequest> next) {
        request.response().bodyEndHandler(ended -> share.end());
        request.response().closeHandler(closed -> share.end());
        request.exceptionHandler(e -> broken = true);
        request.handler(this::append);
        request.endHandler(end -> finish(next));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
    }

    private void expectForm() {
        String type = mediaType(request);
        boolean multipart = type.equals("multipart/form-data");
        if (multipart && !request.getHeader("Content-Type").contains("boundary=")) {
            broken = true;
        } else if (multipart || type.equals("application/x-www-form-urlencoded")) {
            request.setExpectMultipart(true);
            form = true;
        }
    }

    private void append(Buffer chunk) {
        size += chunk.length();
        if (size > HANG_UP_AT) {
            request.connection().close();
        } else if (overloaded || (size <= LIMIT && !share.takeBody(chunk.length()))) {
            overloaded();
        } else if (size <= LIMIT && !form) {
            body.appendBuffer(chunk);
        }
    }

    /** Says so before the rest has come. */
    private void overloaded() {
        if (!overloaded) {
            overloaded = true;
            Answer.text(503, "Too many large requests at once\n")
                    .with("Retry-After", "5")
                    .with("Connection", "close")
                    .send(request.response());
        }
    }

    private void finish(Consumer<WireRequest> next) {
        if (overloaded) {
            return;
        }
        if (size > LIMIT) {
            Answer.text(413, "At most " + LIMIT + " bytes").send(request.response());
        } else if (broken) {
            Answer.text(400, "The body is not what its Content-Type says").send(request.response());
        } else {
            next.accept(new WireRequest(request.headers(), request.formAttributes(), body));
        }
    }
}
