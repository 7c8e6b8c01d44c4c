package io.staffetta.broker.consumer;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.broker.Gathering;
import io.staffetta.broker.OneTransaction;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQSession;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.support.JmsUtils;

/**
 * Makes listener containers for a queue whose messages are in order of the instant at which they are due: each waits with the
 * head until that instant. What is due by then goes its way in one local transaction, and is acknowledged when that is committed:
 * a crash in between leaves copies. A stop gives back what is not due.
 */
public final class DueContainerFactory implements MessageListenerContainerFactory {

    private final String dueProperty;
    private final Duration longest;
    private final Clock clock;

    /**
     * @param dueProperty property that holds the instant, as ISO-8601; a message without it is due at once
     * @param longest longest that a message waits on the queue; one that claims to wait longer is due at once
     * @param clock tells the time
     */
    public DueContainerFactory(String dueProperty, Duration longest, Clock clock) {
        this.dueProperty = dueProperty;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        return new DueContainer(endpoint, new DueTime(dueProperty, longest, clock));
    }

    private static final class DueContainer extends RecoveringContainer {

        private static final int MOST = 200;
        private static final long LONGEST_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

        private final Gathering gathering = new Gathering(Duration.ofMillis(1));
        private final DueTime due;
        private OneTransaction transaction;
        private volatile Ahead ahead;

        /** A message that was taken and is not due yet, and the consumer that it was taken with. */
        private record Ahead(Message message, MessageConsumer consumer) {}

        DueContainer(JmsEndpoint endpoint, DueTime due) {
            super(endpoint);
            this.due = due;
        }

        @Override
        protected void doInitialize() throws JMSException {
            transaction = new OneTransaction(obtainConnectionFactory());
            super.doInitialize();
        }

        /** One that acknowledges each message by itself: of a transaction, what is not due yet would be a part. */
        @Override
        protected Session createSession(Connection connection) throws JMSException {
            return connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
        }

        @Override
        protected boolean receiveAndExecute(Object invoker, Session session, MessageConsumer consumer)
                throws JMSException {
            Message head = head(consumer);
            if (head == null) {
                return false;
            }
            if (!awaitDue(head)) {
                ahead = new Ahead(head, consumer);
                return false;
            }
            List<Message> group = withThoseDue(head, consumer);
            List<Message> moved = move(group, session);
            for (Message message : moved) {
                message.acknowledge();
            }
            if (moved.size() < group.size()) {
                // What could not be put elsewhere comes again, and so does what was taken behind it.
                ahead = null;
                session.recover();
            }
            gathering.pause(group.size());
            return true;
        }

        /** What was taken with another consumer comes again. */
        private Message head(MessageConsumer consumer) throws JMSException {
            Ahead last = ahead;
            ahead = null;
            return last != null && last.consumer() == consumer
                    ? last.message()
                    : receiveFromConsumer(consumer, getReceiveTimeout());
        }

        private List<Message> withThoseDue(Message head, MessageConsumer consumer) throws JMSException {
            List<Message> group = new ArrayList<>(List.of(head));
            while (group.size() < MOST && isRunning()) {
                Message next = consumer.receiveNoWait();
                if (next == null) {
                    return group;
                }
                if (due.millisLeft(next) > 0) {
                    ahead = new Ahead(next, consumer);
                    return group;
                }
                group.add(next);
            }
            return group;
        }

        /** Returns those that were put elsewhere: all of them together, or, where that fails, each by itself. */
        private List<Message> move(List<Message> group, Session session) {
            if (group.size() > 1) {
                try {
                    transaction.run(() -> group.forEach(message -> work(message, session)));
                    return group;
                } catch (RuntimeException | Error e) {
                    logger.debug("Messages that have waited are moved on one by one", e);
                }
            }
            List<Message> moved = new ArrayList<>();
            for (Message message : group) {
                try {
                    transaction.run(() -> work(message, session));
                    moved.add(message);
                } catch (RuntimeException | Error e) {
                    handleListenerException(e);
                    if (BrokerOutage.causes(e)) {
                        return moved;
                    }
                }
            }
            return moved;
        }

        private void work(Message message, Session session) {
            try {
                invokeListener(session, message);
            } catch (JMSException e) {
                throw JmsUtils.convertJmsAccessException(e);
            }
        }

        /** Waits until the message is due; false if the container stops before. */
        private boolean awaitDue(Message head) throws JMSException {
            lifecycleLock.lock();
            try {
                // By what has passed, whatever the clock is set to meanwhile.
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, due.millisLeft(head)));
                for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                    if (!isRunning()) {
                        return false;
                    }
                    lifecycleCondition.awaitNanos(Math.min(left, LONGEST_SLICE_NANOS));
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lifecycleLock.unlock();
            }
        }
    }
}
