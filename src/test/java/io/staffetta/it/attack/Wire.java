package io.staffetta.it.attack;

import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request after the other on a connection that is kept, since thousands of them come. Not safe for several threads. */
final class Wire implements AutoCloseable {

    private final int port;
    private Socket socket;
    private InputStream in;

    Wire(int port) {
        this.port = port;
    }

    /**
     * Writes a request, and reads its answer.
     *
     * @param start method and path
     * @param headers lines with their ends, without Host and Content-Length
     */
    Answer ask(String start, String headers, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((start + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers
                        + (body.length > 0 || start.startsWith("P") ? "Content-Length: " + body.length + "\r\n" : "")
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        boolean fresh = socket == null;
        try {
            return exchange(request.toByteArray(), start.startsWith("HEAD "));
        } catch (IOException e) {
            close();
            if (fresh) {
                throw new UncheckedIOException(start, e);
            }
        }
        try {
            // The connection had ended meanwhile, as kept ones may.
            return exchange(request.toByteArray(), start.startsWith("HEAD "));
        } catch (IOException e) {
            throw new UncheckedIOException(start, e);
        }
    }

    private Answer exchange(byte[] request, boolean bodiless) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        }
        IOException broken = null;
        try {
            socket.getOutputStream().write(request);
        } catch (IOException e) {
            // It may have answered, and hung up, before all was written.
            broken = e;
        }
        Answer answer = read(bodiless, broken);
        if (answer.header("Connection").equalsIgnoreCase("close")) {
            close();
        }
        return answer;
    }

    private Answer read(boolean bodiless, IOException broken) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw broken == null ? new EOFException("no answer") : broken;
            }
            head.write(next);
            while (next != '\n') {
                next = in.read();
                head.write(next);
            }
        }
        String lines = head.toString(StandardCharsets.UTF_8);
        Answer answer = new Answer(Integer.parseInt(lines.substring(9, 12)), lines, "");
        if (bodiless || answer.status() == 204 || answer.status() == 304) {
            return answer;
        }
        byte[] body = lines.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
                ? chunks()
                : in.readNBytes(Integer.parseInt("0" + answer.header("Content-Length")));
        return new Answer(answer.status(), lines, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            StringBuilder size = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                size.append((char) next);
            }
            int length = Integer.parseInt(size.toString().strip(), 16);
            body.write(in.readNBytes(length));
            in.readNBytes(2);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }
}
