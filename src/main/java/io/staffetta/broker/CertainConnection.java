package io.staffetta.broker;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQMessageTransformation;
import org.apache.activemq.ActiveMQQueueBrowser;
import org.apache.activemq.ActiveMQSession;
import org.apache.activemq.TransactionContext;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.management.JMSStatsImpl;
import org.apache.activemq.transport.ResponseCorrelator;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.util.IdGenerator;

/**
 * A connection whose sessions say truthfully whether they have committed, and whether they have seen all of a queue. When a
 * connection breaks, or a pool closes it because of an error, ActiveMQ rolls back its sessions' transactions on another thread; a
 * {@code commit()} that comes then finds nothing to commit, and returns as if all were well. One that has found another connection
 * meanwhile may commit a part. And a browser waits for the rest of its queue for ever.
 */
final class CertainConnection extends ActiveMQConnection {

    /** How often a {@code failover:} transport has lost its connection, told before it looks for another one. */
    private final AtomicInteger interruptions = new AtomicInteger();

    CertainConnection(Transport transport, IdGenerator clientIds, IdGenerator connectionIds, JMSStatsImpl stats)
            throws Exception {
        super(transport, clientIds, connectionIds, stats);
    }

    /** The broker ended: whoever waits for an answer of it gets this exception. Does nothing if the connection has ended. */
    void end(IOException cause) {
        ResponseCorrelator waiting = getTransport().narrow(ResponseCorrelator.class);
        if (!isClosed() && !isTransportFailed() && waiting != null) {
            waiting.onException(cause);
        }
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        checkClosedOrFailed();
        ensureConnectionInfoSent();
        return new CertainSession(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode);
    }

    private boolean hasEnded() {
        return isClosing() || isClosed() || isTransportFailed();
    }

    @Override
    public void transportInterupted() {
        interruptions.incrementAndGet();
        super.transportInterupted();
    }

    private final class CertainSession extends ActiveMQSession {

        /** How often the connection had been lost when the transaction began. */
        private volatile int interruptionsBefore;

        CertainSession(int acknowledgeMode) throws JMSException {
            super(
                    CertainConnection.this,
                    getNextSessionId(),
                    acknowledgeMode,
                    CertainConnection.this.isDispatchAsync(),
                    CertainConnection.this.isAlwaysSessionAsync());
        }

        @Override
        protected void doStartTransaction() throws JMSException {
            if (!isInTransaction()) {
                interruptionsBefore = interruptions.get();
            }
            super.doStartTransaction();
        }

        /**
         * Over {@code failover:} what was sent in a transaction is sent again by another connection. An Artemis that was
         * being stopped has then said that it committed, and had not: so such a transaction is rolled back.
         */
        @Override
        public void commit() throws JMSException {
            boolean isOpen = isInTransaction();
            if (isOpen && isInterrupted()) {
                rollback();
                throw new TransactionRolledBackException("The connection was lost within the transaction");
            }
            super.commit();
            // Both are noted before the transactions are rolled back.
            if (hasEnded() || (isOpen && isInterrupted())) {
                throw new JMSException("The connection ended while its transaction was committed: perhaps it was not");
            }
        }

        /** A closed session has no context. */
        private boolean isInTransaction() {
            TransactionContext context = getTransactionContext();
            return context != null && context.isInTransaction();
        }

        private boolean isInterrupted() {
            return interruptions.get() != interruptionsBefore;
        }

        /** Nothing more comes to one whose connection has ended. */
        @Override
        public boolean isRunning() {
            return super.isRunning() && !hasEnded();
        }

        @Override
        public QueueBrowser createBrowser(Queue queue, String selector) throws JMSException {
            checkClosed();
            return new CertainBrowser(this, getNextConsumerId(), queue, selector, asyncDispatch);
        }
    }

    private final class CertainBrowser extends ActiveMQQueueBrowser {

        CertainBrowser(ActiveMQSession session, ConsumerId id, Queue queue, String selector, boolean async)
                throws JMSException {
            super(session, id, ActiveMQMessageTransformation.transformDestination(queue), selector, async);
        }

        /** @throws JMSRuntimeException if the connection ended before all was seen */
        @Override
        public boolean hasMoreElements() {
            boolean more = super.hasMoreElements();
            if (!more && hasEnded()) {
                throw new JMSRuntimeException(
                        "The connection ended while a queue was looked at: there may be more on it");
            }
            return more;
        }
    }
}
