package io.staffetta.it.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Requests written byte by byte, with headers that no well-behaved client would let a test send. */
public final class RawHttp {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final String method;
    private final String path;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = new byte[0];

    private RawHttp(int port, String method, String path) {
        this.port = port;
        this.method = method;
        this.path = path;
    }

    /** A request with no headers but those that are added, and Content-Length and Connection. */
    public static RawHttp request(int port, String method, String path) {
        return new RawHttp(port, method, path);
    }

    /** A request as a program on this machine would send it. */
    public static RawHttp post(int port, String path, String json) {
        return request(port, "POST", path)
                .header("Host: 127.0.0.1:" + port)
                .header("Content-Type: application/json")
                .body(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a line to the head. */
    public RawHttp header(String line) {
        headers.add(line);
        return this;
    }

    /** Takes a header out. */
    public RawHttp without(String name) {
        headers.removeIf(line -> line.startsWith(name + ":"));
        return this;
    }

    /** Sets the body. */
    public RawHttp body(byte[] bytes) {
        body = bytes;
        return this;
    }

    /** Sends it, and reads the answer to its end. */
    public Answer send() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
            headers.forEach(line -> head.append(line).append("\r\n"));
            if (body.length > 0 || method.equals("POST")) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            head.append("Connection: close\r\n\r\n");
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            request.writeBytes(body);
            out.write(request.toByteArray());
            out.flush();
            return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back. */
    public record Answer(int status, String head, String body) {

        /** Reads an answer. */
        public static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (text.startsWith("HTTP/1.1 100 ")) {
                return of(text.substring(end + 4));
            }
            String head = text.substring(0, end);
            String rest = text.substring(end + 4);
            return new Answer(
                    Integer.parseInt(head.substring(9, 12)),
                    head,
                    head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked") ? unchunked(rest) : rest);
        }

        /** Value of a header; empty if it is not there. */
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String unchunked(String chunks) {
            byte[] bytes = chunks.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int at = 0;
            while (true) {
                int lineEnd = at;
                while (bytes[lineEnd] != '\r') {
                    lineEnd++;
                }
                int length = Integer.parseInt(new String(bytes, at, lineEnd - at, StandardCharsets.UTF_8), 16);
                if (length == 0) {
                    return body.toString(StandardCharsets.UTF_8);
                }
                body.write(bytes, lineEnd + 2, length);
                at = lineEnd + 2 + length + 2;
            }
        }
    }
}
