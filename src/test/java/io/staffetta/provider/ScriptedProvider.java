package io.staffetta.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers what a test scripts, byte by byte, and misbehaves as no library would let it. */
public final class ScriptedProvider implements AutoCloseable {

    /** What came in. */
    public record Request(String head, String body) {

        /** Size of head and body. */
        public long bytes() {
            return (long) head.length() + body.getBytes(StandardCharsets.UTF_8).length;
        }

        public String path() {
            return head.split(" ", 3)[1];
        }

        /** Value of a header; empty if there is none. */
        String header(String name) {
            for (String line : head.split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    /** Answers one request; the connection stays open if it returns {@code true}. */
    public interface Script {
        boolean answer(Request request, Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Script script;
    public final List<Request> requests = new CopyOnWriteArrayList<>();
    public final AtomicInteger connections = new AtomicInteger();
    /** How many of them are closed, by either side. */
    public final AtomicInteger ended = new AtomicInteger();

    public ScriptedProvider(Script script) {
        this(plainSocket(), script);
    }

    public ScriptedProvider(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        threads.execute(this::accept);
    }

    public void then(Script next) {
        script = next;
    }

    public int port() {
        return server.getLocalPort();
    }

    String url(String path) {
        return "http://localhost:" + port() + path;
    }

    public static Script answers(int status, String... headersThenBody) {
        return (request, connection) -> {
            connection.getOutputStream().write(response(status, headersThenBody));
            return true;
        };
    }

    public static byte[] response(int status, String... headersThenBody) {
        String body = headersThenBody[headersThenBody.length - 1];
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Some reason\r\n");
        for (int i = 0; i < headersThenBody.length - 1; i++) {
            head.append(headersThenBody[i]).append("\r\n");
        }
        head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
        return (head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    /** Closes all connections, as a server does with those that nobody used for a while. */
    public void closeIdleConnections() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private static ServerSocket plainSocket() {
        try {
            return new ServerSocket(0, 2000, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(socket.getInputStream());
            while (request != null) {
                requests.add(request);
                if (!script.answer(request, socket)) {
                    return;
                }
                request = read(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client went away, or does not trust us.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.incrementAndGet();
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        Request request = new Request(head.toString(StandardCharsets.ISO_8859_1), "");
        byte[] body = in.readNBytes(Integer.parseInt("0" + request.header("Content-Length")));
        return new Request(request.head(), new String(body, StandardCharsets.UTF_8));
    }

    /** Returns when connections are refused: a thread in {@code accept()} keeps the port open a little longer. */
    @Override
    public void close() throws IOException {
        server.close();
        closeIdleConnections();
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
