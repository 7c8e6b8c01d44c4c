package io.staffetta.it.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A STOMP client that writes what a test has it write, byte by byte. */
public final class StompClient implements AutoCloseable {

    private final Socket socket;

    /** Connects to a port of this machine. */
    public StompClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
    }

    /** Logs in; fails if that is refused. */
    public StompClient connect(String user, String password) throws IOException {
        sendFrame("CONNECT\naccept-version:1.2\nhost:localhost\nlogin:" + user + "\npasscode:" + password + "\n\n");
        String answer = readFrame();
        if (!answer.startsWith("CONNECTED")) {
            throw new AssertionError(answer);
        }
        return this;
    }

    /** Sends a frame without its end. */
    public void sendFrame(String frame) throws IOException {
        send(frame + "\0");
    }

    /** Writes what need not be a whole frame. */
    public void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** The next frame without its end; empty if the broker has hung up. */
    public String readFrame() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int c = socket.getInputStream().read();
                c > 0;
                c = socket.getInputStream().read()) {
            frame.write(c);
        }
        return frame.toString(StandardCharsets.UTF_8).stripLeading();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
