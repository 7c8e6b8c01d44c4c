package io.staffetta.broker;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.activemq.ActiveMQSession;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/**
 * Makes listener containers that hand messages over without acknowledging them, so that a route can work on many at once
 * and acknowledge each when its own outcome is recorded. What is not acknowledged comes back when the session ends.
 */
public final class EachAcknowledgedContainerFactory implements MessageListenerContainerFactory {

    private final int prefetch;
    private final BooleanSupplier room;

    /**
     * @param prefetch most messages that the broker sends ahead, 1 or more. It bounds what is handed over and not yet
     *     acknowledged only by {@code room}: ActiveMQ sends on as messages are handed over, not as they are acknowledged.
     * @param room whether a further message may be handed over now; asked before each
     */
    public EachAcknowledgedContainerFactory(int prefetch, BooleanSupplier room) {
        this.prefetch = prefetch;
        this.room = room;
    }

    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        return new EachAcknowledgedContainer(endpoint, prefetch, room);
    }

    private static final class EachAcknowledgedContainer extends RecoveringContainer {

        private static final long STOPPED_PAUSE_NANOS = 50_000_000;
        /** Short against a submission, so that room which comes free is filled before those who wait for work notice. */
        private static final long FULL_PAUSE_NANOS = 1_000_000;

        private final int prefetch;
        private final BooleanSupplier room;
        private final Object handOver = new Object();
        private volatile boolean handingOver;

        EachAcknowledgedContainer(JmsEndpoint endpoint, int prefetch, BooleanSupplier room) {
            super(endpoint);
            this.prefetch = prefetch;
            this.room = room;
        }

        @Override
        public void start() {
            handingOver = true;
            super.start();
        }

        /**
         * Hands no more messages over, but keeps the session: what is under way must still be acknowledged. Camel waits for
         * that, and then destroys the container. Spring's own stop closes the session at once, so that every message under
         * way would come back, and be sent again.
         */
        @Override
        public void stop() {
            synchronized (handOver) {
                handingOver = false;
            }
        }

        @Override
        public void shutdown() {
            stop();
            super.shutdown();
        }

        /**
         * Leaves a message on its queue that arrives when it has been told to stop: nobody would wait for its outcome before
         * the session ends, and it would be sent twice.
         */
        @Override
        protected void doExecuteListener(Session session, Message message) throws JMSException {
            synchronized (handOver) {
                if (handingOver) {
                    super.doExecuteListener(session, message);
                }
            }
        }

        /** Camel's own answer is no as soon as the whole context stops, and then Spring closes the session at once, too. */
        @Override
        protected boolean runningAllowed() {
            return true;
        }

        @Override
        protected Message receiveMessage(MessageConsumer consumer) throws JMSException {
            if (handingOver && room.getAsBoolean()) {
                return super.receiveMessage(consumer);
            }
            LockSupport.parkNanos(handingOver ? FULL_PAUSE_NANOS : STOPPED_PAUSE_NANOS);
            return null;
        }

        @Override
        protected Session createSession(Connection connection) throws JMSException {
            return connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
        }

        @Override
        protected MessageConsumer createConsumer(Session session, Destination destination) throws JMSException {
            String name = ((Queue) destination).getQueueName();
            return super.createConsumer(session, session.createQueue(name + "?consumer.prefetchSize=" + prefetch));
        }

        @Override
        protected boolean isClientAcknowledge(Session session) {
            return false;
        }

        @Override
        protected void commitIfNecessary(Session session, Message message) {
            // The route acknowledges.
        }
    }
}
