package io.staffetta.it.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection that a test writes bytes to when it likes. */
public final class RawSocket implements AutoCloseable {

    private final Socket socket;

    private RawSocket(Socket socket) {
        this.socket = socket;
    }

    /** Connects to a port of this machine. */
    public static RawSocket to(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
            return new RawSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes text, a byte for each character. */
    public RawSocket write(String text) {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes bytes. */
    public RawSocket write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until the other side hangs up; fails if it does not. */
    public String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The connection stays open, after: " + all, e);
        } catch (IOException e) {
            // Cut off is hung up, too.
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads an answer whose body is chunked or has a length, up to the end of its head; and what came with it. */
    public String readSome() {
        byte[] some = new byte[65_536];
        try {
            int count = socket.getInputStream().read(some);
            return count < 0 ? "" : new String(some, 0, count, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
