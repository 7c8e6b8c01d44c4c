package io.staffetta.broker.embedded;

import io.staffetta.broker.embedded.rights.RefusalLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts the clients on the ports of the embedded broker. Those that do not log in give way: to others that come, and after a
 * time in any case.
 *
 * <p>Thread-safe.
 */
final class ClientLimit {

    /** A connection of a client that is counted. */
    interface Client {

        /** When it came, in ns of {@link System#nanoTime}. */
        long since();

        /** Whether it does not come to the end of a large frame. */
        boolean isStalled();

        /** Hangs up. */
        void end();
    }

    private final BrokerLimits limits;
    private final RefusalLog refusals;
    private final FrameMemory memory;
    private final Set<Client> all = new HashSet<>();
    private final Deque<Client> before = new ArrayDeque<>();

    ClientLimit(BrokerLimits limits, RefusalLog refusals) {
        this.limits = limits;
        this.refusals = refusals;
        memory = new FrameMemory(refusals);
    }

    /** Memory for what the clients send at once. */
    FrameMemory memory() {
        return memory;
    }

    /** Tells what is refused. */
    RefusalLog refusals() {
        return refusals;
    }

    /**
     * A client has come.
     *
     * @throws IOException if there are too many that have logged in
     */
    void come(Client connection) throws IOException {
        Client oldest = null;
        synchronized (this) {
            if (all.size() - before.size() >= limits.connections()) {
                String refusal = RefusalLog.MARK + "there are " + limits.connections()
                        + " connections to the broker, as many as staffetta.broker.connections allows";
                refusals.tell("connections", refusal);
                throw new IOException(refusal);
            }
            if (before.size() >= limits.beforeLogin()) {
                oldest = before.poll();
                all.remove(oldest);
            }
            all.add(connection);
            before.add(connection);
        }
        if (oldest != null) {
            refusals.tell(
                    "crowd",
                    RefusalLog.MARK + "a connection that had not logged in, since there were more than "
                            + limits.beforeLogin() + ", see staffetta.broker.connections-before-login");
            oldest.end();
        }
    }

    /** A client has logged in. */
    synchronized void loggedIn(Client connection) {
        before.remove(connection);
    }

    /** A client has gone. */
    synchronized void gone(Client connection) {
        all.remove(connection);
        before.remove(connection);
    }

    /** Hangs up on all at once: a broker that stops waits for one after the other. */
    void endAll() {
        List<Client> now;
        synchronized (this) {
            now = List.copyOf(all);
        }
        now.forEach(Client::end);
    }

    /** Ends what has not logged in in time, or does not come to the end of a large frame. */
    void endLate() {
        long now = System.nanoTime();
        List<Client> late = new ArrayList<>();
        synchronized (this) {
            while (!before.isEmpty()
                    && now - before.peek().since() > limits.login().toNanos()) {
                Client connection = before.poll();
                all.remove(connection);
                late.add(connection);
            }
        }
        List<Client> stalled;
        synchronized (this) {
            stalled = all.stream().filter(Client::isStalled).toList();
        }
        stalled.forEach(Client::end);
        if (!late.isEmpty()) {
            refusals.tell(
                    "late",
                    RefusalLog.MARK + late.size() + " connections that had not logged in within "
                            + limits.login().toSeconds() + " s, see staffetta.broker.login-seconds");
        }
        late.forEach(Client::end);
    }
}
