package io.staffetta.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for what tests start, below those that the system gives to clients. None is given out twice in a process, and of two
 * processes that run tests at once each has a range of its own.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int RANGE = 1_400;
    private static final int RANGES = 9;

    private static final int OWN =
            FIRST + RANGE * (Integer.parseInt(System.getProperty("staffetta.it.fork", "0")) % RANGES);
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

    private FreePorts() {}

    /** A port on the loopback address that nobody listens on now. */
    public static int next() {
        while (true) {
            int port = OWN + Math.floorMod(NEXT.getAndIncrement(), RANGE);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Taken: the next one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
