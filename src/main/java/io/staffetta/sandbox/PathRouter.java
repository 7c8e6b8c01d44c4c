package io.staffetta.sandbox;

import io.staffetta.sandbox.wire.Answer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds who serves a path and a method; answers 404 and 405 itself. Complete before the first request, fixed after. */
final class PathRouter implements Handler<HttpServerRequest> {

    private final Map<String, Map<HttpMethod, Handler<HttpServerRequest>>> handlers = new HashMap<>();

    void on(HttpMethod method, String path, Handler<HttpServerRequest> handler) {
        handlers.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, handler);
    }

    @Override
    public void handle(HttpServerRequest request) {
        Map<HttpMethod, Handler<HttpServerRequest>> methods = handlers.get(request.path());
        if (methods == null) {
            Answer.text(404, "Nothing here: GET / tells what there is\n").send(request.response());
            return;
        }
        Handler<HttpServerRequest> handler = methods.get(request.method());
        if (handler == null) {
            String allowed = methods.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            Answer.text(405, "Use " + allowed + "\n").with("Allow", allowed).send(request.response());
            return;
        }
        handler.handle(request);
    }
}
