package io.staffetta.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that takes everything, or says no to every recipient. */
final class ScriptedMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final boolean takes;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    ScriptedMailServer(boolean takes) throws IOException {
        this.takes = takes;
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-mail");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What clients said. */
    List<String> lines() {
        return lines;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException e) {
                // It hung up, or this is closed.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        say(out, "220 here");
        boolean isBody = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (isBody) {
                isBody = !line.equals(".");
                if (!isBody) {
                    say(out, "250 taken");
                }
            } else if (line.startsWith("DATA")) {
                isBody = true;
                say(out, "354 go on");
            } else if (line.startsWith("RCPT") && !takes) {
                say(out, "550 nobody of that name here");
            } else {
                say(out, "250 good");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
