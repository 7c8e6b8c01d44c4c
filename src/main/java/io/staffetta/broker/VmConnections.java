package io.staffetta.broker;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.transport.vm.VMTransportFactory;

/**
 * The connections from this process to the broker inside it, over {@code vm:}. They end with their broker: ActiveMQ does not
 * tell those that reach it while it stops, or while it starts in vain, and they would wait for its answers for ever.
 *
 * <p>Thread-safe. There is one for the process, as ActiveMQ finds a broker by its name in the process.
 */
final class VmConnections {

    private static final Set<CertainConnection> OPEN =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** How often all were ended. */
    private static final AtomicLong ENDS = new AtomicLong();

    /** Makes a connection. */
    interface Maker {
        CertainConnection make() throws JMSException;
    }

    private VmConnections() {}

    /**
     * Makes one.
     *
     * @throws JMSException if it cannot be made; also if all were ended meanwhile, for it may reach the broker that ended
     */
    static CertainConnection add(Maker maker) throws JMSException {
        long ends = ENDS.get();
        CertainConnection connection = maker.make();
        OPEN.add(connection);
        if (ENDS.get() != ends) {
            IOException ended = ended();
            connection.end(ended);
            throw (JMSException) new JMSException(ended.getMessage()).initCause(ended);
        }
        return connection;
    }

    /**
     * Ends all that are open, and has the next ones look for their broker anew. Whoever waits for an answer gets an exception.
     *
     * @param broker name of the broker that they reach
     */
    static void endAll(String broker) {
        VMTransportFactory.stopped(broker);
        ENDS.incrementAndGet();
        List<CertainConnection> open;
        synchronized (OPEN) {
            open = List.copyOf(OPEN);
            OPEN.clear();
        }
        IOException ended = ended();
        open.forEach(connection -> connection.end(ended));
    }

    private static IOException ended() {
        return new IOException("The embedded broker ended");
    }
}
