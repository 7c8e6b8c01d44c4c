package io.staffetta.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A mail server that writes down what clients say. It takes everything, unless it is told otherwise. */
public final class ScriptedMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile String refused = "";
    private volatile boolean greets = true;
    private volatile boolean isEndless;
    private volatile SSLSocketFactory tls;
    private volatile String login = "";

    /** On a free port of this machine. */
    public ScriptedMailServer() throws IOException {
        this(0);
    }

    /** On a port of this machine. */
    public ScriptedMailServer(int port) throws IOException {
        socket = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-mail");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says no to recipients whose address has this in it. */
    ScriptedMailServer refusing(String address) {
        refused = address;
        return this;
    }

    /** Takes connections, and says nothing. */
    ScriptedMailServer silent() {
        greets = false;
        return this;
    }

    /** Greets line by line, and never comes to the end of it. */
    ScriptedMailServer endless() {
        isEndless = true;
        return this;
    }

    /** Offers STARTTLS. */
    public ScriptedMailServer withTls(SSLContext context) {
        tls = context.getSocketFactory();
        return this;
    }

    /** Takes mail from now on only of who has logged in; offers that over TLS alone, where it has TLS. */
    public ScriptedMailServer withLogin(String user, String password) {
        login = "\0" + user + "\0" + password;
        return this;
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** What clients said, decrypted. */
    public List<String> lines() {
        return lines;
    }

    /** The mails that were taken, each with its headers, a free line and its body. */
    public List<String> mails() {
        List<String> all = List.copyOf(lines);
        List<String> mails = new ArrayList<>();
        for (int from = all.indexOf("DATA"); from >= 0; ) {
            List<String> rest = all.subList(from + 1, all.size());
            int end = rest.indexOf(".");
            if (end < 0) {
                break;
            }
            mails.add(String.join("\n", rest.subList(0, end)));
            int next = rest.subList(end, rest.size()).indexOf("DATA");
            from = next < 0 ? -1 : from + 1 + end + next;
        }
        return mails;
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
        if (!greets) {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            return;
        }
        while (isEndless) {
            say(client.getOutputStream(), "220-here");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        say(client.getOutputStream(), "220 here");
        Socket now = client;
        boolean isIn = login.isEmpty();
        BufferedReader in = reader(now);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            OutputStream out = now.getOutputStream();
            if (line.startsWith("EHLO")) {
                say(out, "250-here");
                say(out, offer(now));
            } else if (line.startsWith("STARTTLS") && tls != null) {
                say(out, "220 go on");
                now = secured(client);
                in = reader(now);
            } else if (line.startsWith("AUTH PLAIN")) {
                isIn = new String(Base64.getDecoder().decode(line.substring(11)), StandardCharsets.UTF_8)
                        .endsWith(login);
                say(out, isIn ? "235 welcome" : "535 wrong user or password");
            } else if (line.startsWith("MAIL") && !isIn) {
                say(out, "530 log in first");
            } else if (line.startsWith("RCPT") && !refused.isEmpty() && line.contains(refused)) {
                say(out, "550 nobody of that name here");
            } else if (line.startsWith("DATA")) {
                say(out, "354 go on");
                takeBody(in);
                say(out, "250 taken");
            } else {
                say(out, "250 good");
            }
        }
    }

    private String offer(Socket now) {
        boolean isPlain = tls != null && !(now instanceof SSLSocket);
        return isPlain ? "250 STARTTLS" : login.isEmpty() ? "250 HELP" : "250 AUTH PLAIN";
    }

    private void takeBody(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (line.equals(".")) {
                return;
            }
        }
    }

    private SSLSocket secured(Socket client) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(client, null, true);
        secured.setUseClientMode(false);
        return secured;
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
