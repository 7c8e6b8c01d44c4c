package io.staffetta.broker.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/**
 * Makes listener containers for a queue whose messages are in order of the instant at which they are due: each waits,
 * with its head message in an open local transaction, until that instant. A stop gives the message back.
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

        private static final long LONGEST_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
        private static final ThreadLocal<Message> HEAD = new ThreadLocal<>();

        private final DueTime due;

        DueContainer(JmsEndpoint endpoint, DueTime due) {
            super(endpoint);
            this.due = due;
        }

        @Override
        protected boolean receiveAndExecute(Object invoker, Session session, MessageConsumer consumer)
                throws JMSException {
            Message head = receiveFromConsumer(consumer, getReceiveTimeout());
            if (head == null) {
                return false;
            }
            if (!awaitDue(head)) {
                session.rollback();
                return false;
            }
            HEAD.set(head);
            try {
                return super.receiveAndExecute(invoker, session, consumer);
            } finally {
                HEAD.remove();
            }
        }

        @Override
        protected Message receiveMessage(MessageConsumer consumer) {
            return HEAD.get();
        }

        /** Moves a message on that is due, also in a stop: Spring's own would write it, number and text, to the log instead. */
        @Override
        protected void doExecuteListener(Session session, Message message) throws JMSException {
            try {
                invokeListener(session, message);
            } catch (JMSException | RuntimeException | Error e) {
                rollbackOnExceptionIfNecessary(session, e);
                throw e;
            }
            commitIfNecessary(session, message);
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
