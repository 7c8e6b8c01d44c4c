package io.staffetta.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQSession;
import org.apache.activemq.ActiveMQSslConnectionFactory;
import org.apache.activemq.management.JMSStatsImpl;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.util.IdGenerator;

/**
 * A connection whose sessions say truthfully whether they have committed. When a connection breaks, or a pool closes it
 * because of an error, ActiveMQ rolls back its sessions' transactions on another thread; a {@code commit()} that comes then
 * finds nothing to commit, and returns as if all were well.
 */
final class CertainConnection extends ActiveMQConnection {

    private CertainConnection(Transport transport, IdGenerator clientIds, IdGenerator connectionIds, JMSStatsImpl stats)
            throws Exception {
        super(transport, clientIds, connectionIds, stats);
    }

    /** A factory of such connections. */
    static ActiveMQConnectionFactory factory(String url) {
        return new ActiveMQConnectionFactory(url) {
            @Override
            protected ActiveMQConnection createActiveMQConnection(Transport transport, JMSStatsImpl stats)
                    throws Exception {
                return new CertainConnection(transport, getClientIdGenerator(), getConnectionIdGenerator(), stats);
            }
        };
    }

    /** A factory of such connections over TLS, with a trust store of their own. */
    static ActiveMQSslConnectionFactory sslFactory(String url) {
        return new ActiveMQSslConnectionFactory(url) {
            @Override
            protected ActiveMQConnection createActiveMQConnection(Transport transport, JMSStatsImpl stats)
                    throws Exception {
                return new CertainConnection(transport, getClientIdGenerator(), getConnectionIdGenerator(), stats);
            }
        };
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        if (!transacted) {
            return super.createSession(false, acknowledgeMode);
        }
        checkClosedOrFailed();
        ensureConnectionInfoSent();
        return new CertainSession();
    }

    private final class CertainSession extends ActiveMQSession {

        CertainSession() throws JMSException {
            super(
                    CertainConnection.this,
                    getNextSessionId(),
                    Session.SESSION_TRANSACTED,
                    CertainConnection.this.isDispatchAsync(),
                    CertainConnection.this.isAlwaysSessionAsync());
        }

        @Override
        public void commit() throws JMSException {
            super.commit();
            // Both are noted before the transactions are rolled back.
            if (isClosing() || CertainConnection.this.isClosed() || isTransportFailed()) {
                throw new JMSException("The connection ended while its transaction was committed: perhaps it was not");
            }
        }
    }
}
