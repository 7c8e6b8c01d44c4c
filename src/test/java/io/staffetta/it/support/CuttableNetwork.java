package io.staffetta.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes TCP connections on to another port, until the test cuts all of them, and refuses new ones until it mends them. It may
 * also swallow all that is sent.
 */
public final class CuttableNetwork implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean swallows;

    /** A network in front of a port of this machine; it is whole. */
    public CuttableNetwork(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** Where to connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Breaks all connections, and those to come. */
    public void cut() {
        cut = true;
        sockets.forEach(CuttableNetwork::close);
    }

    /** Lets new connections through again. */
    public void mend() {
        cut = false;
    }

    /** From now on what is sent does not arrive, and nobody is told. */
    public void swallow() {
        swallows = true;
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // The listener was closed.
            }
        }
    }

    private void connect(Socket here) {
        try {
            Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(here);
            sockets.add(there);
            daemon(() -> pass(here, there));
            daemon(() -> pass(there, here));
            if (cut) {
                close(here);
                close(there);
            }
        } catch (IOException e) {
            // Nobody listens behind.
            close(here);
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!swallows) {
                    to.getOutputStream().write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // Cut.
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "network");
        thread.setDaemon(true);
        thread.start();
    }
}
