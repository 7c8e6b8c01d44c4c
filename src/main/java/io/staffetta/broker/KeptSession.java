package io.staffetta.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Map;
import org.apache.activemq.ActiveMQConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transacted session with a connection of its own, which are kept from one transaction to the next, and made anew after a
 * failure: what is not committed is on no queue then.
 *
 * <p>Not thread-safe.
 */
public final class KeptSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptSession.class);

    private final ConnectionFactory connections;
    private Connection connection;
    private Session session;
    private QueueSender sender;
    private boolean begun;

    /**
     * @param connections makes connections whose commits tell the truth, see {@link BrokerConnections}
     */
    public KeptSession(ConnectionFactory connections) {
        this.connections = connections;
    }

    private interface Work {
        void run() throws JMSException;
    }

    /**
     * Puts a message on a queue with the next commit, see {@link QueueSender#send}.
     *
     * @throws JMSException if it cannot; nothing since the last commit is on any queue then
     */
    public void send(String queue, Map<String, Object> headers, Object body) throws JMSException {
        orForget(() -> {
            if (!begun && hasEnded()) {
                close();
            }
            if (sender == null) {
                connection = connections.createConnection();
                session = connection.createSession(true, Session.SESSION_TRANSACTED);
                sender = new QueueSender(session);
            }
            begun = true;
            sender.send(queue, headers, body);
        });
    }

    /** The broker may have gone and come back while there was nothing to put. */
    private boolean hasEnded() {
        return connection instanceof ActiveMQConnection known && (known.isTransportFailed() || known.isClosed());
    }

    /**
     * Commits what was put since the last time.
     *
     * @throws JMSException if that is not certain
     */
    public void commit() throws JMSException {
        orForget(session::commit);
        begun = false;
    }

    /** Undoes what was put since the last commit. */
    public void rollback() throws JMSException {
        orForget(session::rollback);
        begun = false;
    }

    /** The embedded broker is called on the thread of who needs it, and throws what it likes. */
    private void orForget(Work work) throws JMSException {
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** Undoes what is not committed. The next message has another session. */
    @Override
    public void close() {
        Connection last = connection;
        connection = null;
        session = null;
        sender = null;
        begun = false;
        try {
            if (last != null) {
                last.close();
            }
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A connection that failed cannot be closed", e);
        }
    }
}
