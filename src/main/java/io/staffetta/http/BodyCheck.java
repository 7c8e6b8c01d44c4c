package io.staffetta.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Decides, before any of it is read, whether there is room for the body of a request, and whether it can be read. */
final class BodyCheck implements Handler<RoutingContext> {

    private static final HttpProblem TOO_LARGE =
            HttpProblem.of(413, "The body must be at most 1 MiB (1,048,576 bytes)");

    private final RequestMemory memory;

    BodyCheck(RequestMemory memory) {
        this.memory = memory;
    }

    @Override
    public void handle(RoutingContext call) {
        MultiMap headers = call.request().headers();
        String coding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
            fail(call, HttpProblem.of(415, "The body must come as it is, without 'Content-Encoding' such as gzip"));
            return;
        }
        if (Uploads.isOne(call)) {
            hold(call, memory.share());
            return;
        }
        long length = length(headers);
        if (length > HttpLimits.MOST_BODY_BYTES) {
            fail(call, TOO_LARGE);
            return;
        }
        RequestMemory.Share share = memory.share();
        if (!share.takeBody(Math.max(0, length))) {
            fail(call, Overload.PROBLEM);
            return;
        }
        if (length < 0) {
            ConnectionGuard.of(call.request().connection()).count(share);
        }
        hold(call, share);
    }

    private static void hold(RoutingContext call, RequestMemory.Share share) {
        call.put(HeldRequests.SHARE, share);
        call.addEndHandler(ended -> share.answered());
        call.next();
    }

    /** -1 for one that does not say how long it is. The decoder has looked at what it says. */
    private static long length(MultiMap headers) {
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return -1;
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static void fail(RoutingContext call, HttpProblem problem) {
        call.fail(problem.status(), new ProblemException(problem));
    }
}
