package io.staffetta.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/**
 * Makes listener containers whose local transaction takes one message, then whatever else has arrived, up to a limit.
 * The commit is what costs, so messages that come together share one; a message that comes alone is not held back.
 */
public final class BatchContainerFactory implements MessageListenerContainerFactory {

    private final int batch;
    private final String selector;

    /**
     * For all messages of a queue.
     *
     * @param batch most messages in one transaction, 1 or more
     */
    public BatchContainerFactory(int batch) {
        this(batch, null);
    }

    /**
     * For some messages of a queue.
     *
     * @param batch most messages in one transaction, 1 or more
     * @param selector which, as JMS has it; {@code null} for all
     */
    public BatchContainerFactory(int batch, String selector) {
        this.batch = batch;
        this.selector = selector;
    }

    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        BatchContainer container = new BatchContainer(endpoint, batch);
        container.setMessageSelector(selector);
        return container;
    }

    private static final class BatchContainer extends RecoveringContainer {

        private final int batch;
        /** The consumer that gave the present thread its message, asked for more of the same transaction. */
        private static final ThreadLocal<MessageConsumer> CONSUMER = new ThreadLocal<>();

        BatchContainer(JmsEndpoint endpoint, int batch) {
            super(endpoint);
            this.batch = batch;
        }

        @Override
        protected Message receiveMessage(MessageConsumer from) throws JMSException {
            CONSUMER.set(from);
            return super.receiveMessage(from);
        }

        @Override
        protected void doExecuteListener(Session session, Message first) throws JMSException {
            try {
                Message message = first;
                for (int taken = 1; message != null; taken++) {
                    invokeListener(session, message);
                    message = taken < batch && isRunning() ? CONSUMER.get().receiveNoWait() : null;
                }
            } catch (JMSException | RuntimeException | Error e) {
                rollbackOnExceptionIfNecessary(session, e);
                throw e;
            }
            commitIfNecessary(session, first);
        }
    }
}
