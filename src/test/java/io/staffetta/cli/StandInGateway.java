package io.staffetta.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An HTTP server that gives the answers that a gateway would, as it is told. */
public final class StandInGateway implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private record Answer(int status, String body) {

        String type() {
            return body.startsWith("<") ? "text/html" : status == 200 ? "application/json" : "application/problem+json";
        }
    }

    public StandInGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Gives these answers one after the other, the last one from then on. One that begins with {@code <} is no gateway's.
     *
     * @param request method and path with its query, such as {@code GET /v1/batches?limit=1}
     */
    public StandInGateway on(String request, int status, String... bodies) {
        answers.put(
                request,
                new ArrayDeque<>(Stream.of(bodies)
                        .map(body -> new Answer(status, body.replace('\'', '"')))
                        .toList()));
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What it was asked, in order. */
    public List<String> requests() {
        return requests;
    }

    /** Runs a command against it. */
    public Commands.Result run(String... args) {
        return Commands.run(Stream.concat(
                        Stream.of(args),
                        Stream.of(
                                "--home",
                                Path.of("").toAbsolutePath().toString(),
                                "--set",
                                "staffetta.http.port=" + port()))
                .toArray(String[]::new));
    }

    private void answer(HttpExchange call) {
        String request = call.getRequestMethod() + " " + call.getRequestURI();
        requests.add(request);
        Deque<Answer> left = answers.getOrDefault(request, new ArrayDeque<>());
        Answer answer = left.size() > 1 ? left.pop() : left.isEmpty() ? new Answer(404, "{}") : left.peek();
        try (call) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", answer.type());
            call.sendResponseHeaders(answer.status(), body.length);
            call.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
