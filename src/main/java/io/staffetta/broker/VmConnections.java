package io.staffetta.broker;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.transport.vm.VMTransportFactory;

/**
 * The connections from this process to the broker inside it, over {@code vm:}. They end with their broker, and none is made until
 * the next one has started. ActiveMQ sees to neither: who reaches a broker while it stops waits for its answers for ever, and who
 * reaches one while it still reads its files has it count its messages wrong, and leave them where they are.
 *
 * <p>Thread-safe. There is one for each name of a broker, as ActiveMQ finds brokers by their names in the process.
 */
public final class VmConnections {

    private static final Map<String, VmConnections> ALL = new ConcurrentHashMap<>();

    private final String broker;
    private final Set<CertainConnection> made =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Why none is made; {@code null} if they are. */
    private volatile String closed;

    /** How often they were closed. */
    private volatile int ends;

    /** Makes a connection. */
    interface Maker {
        CertainConnection make() throws JMSException;
    }

    private VmConnections(String broker) {
        this.broker = broker;
    }

    /** Those to the broker of a name. */
    public static VmConnections of(String broker) {
        return ALL.computeIfAbsent(broker, VmConnections::new);
    }

    /** Those that a URL is for; empty if it leads out of the process. */
    static Optional<VmConnections> to(String url) {
        URI uri = URI.create(url);
        return "vm".equals(uri.getScheme()) ? Optional.of(of(uri.getAuthority())) : Optional.empty();
    }

    /**
     * Makes one.
     *
     * @throws JMSException if it cannot be made, or there is no broker that could be reached; says why
     */
    CertainConnection add(Maker maker) throws JMSException {
        int before = ends;
        requireOpen();
        CertainConnection connection = maker.make();
        made.add(connection);
        if (ends != before) {
            // It may reach the broker that ended.
            connection.end(new IOException("The embedded broker ended"));
            throw new JMSException("The embedded broker ended");
        }
        return connection;
    }

    private void requireOpen() throws JMSException {
        String why = closed;
        if (why != null) {
            throw new JMSException(why);
        }
    }

    /**
     * Ends all, and has no others made. Whoever waits for an answer gets an exception.
     *
     * @param why in words
     */
    public synchronized void close(String why) {
        closed = why;
        ends++;
        VMTransportFactory.stopped(broker);
        List<CertainConnection> all;
        synchronized (made) {
            all = List.copyOf(made);
            made.clear();
        }
        IOException cause = new IOException(why);
        all.forEach(connection -> connection.end(cause));
    }

    /** The broker has started. */
    public synchronized void open() {
        closed = null;
    }
}
