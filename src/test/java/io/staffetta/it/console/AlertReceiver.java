package io.staffetta.it.console;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that is told of alerts, and keeps what it is told. */
final class AlertReceiver implements AutoCloseable {

    private static final int NO_CONTENT = 204;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = NO_CONTENT;

    AlertReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", call -> {
            told.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            call.sendResponseHeaders(status, -1);
            call.close();
        });
        server.start();
    }

    /** Its address, of which the path is a secret. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-path";
    }

    /** Answers with another HTTP status from now on. */
    void answer(int other) {
        status = other;
    }

    /** What it was told, the oldest first. */
    List<String> told() {
        return told;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
