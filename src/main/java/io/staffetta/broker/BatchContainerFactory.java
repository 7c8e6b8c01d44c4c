package io.staffetta.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/**
 * Makes listener containers whose local transaction takes one message, then whatever else has arrived, up to a limit.
 * The commit is what costs, so messages that come together share one; a message that comes alone is not held back.
 */
public final class BatchContainerFactory implements MessageListenerContainerFactory {

    private final int batch;
    private final BatchWork work;
    private final BooleanSupplier open;
    private final String selector;

    /**
     * For all messages of a queue.
     *
     * @param batch most messages in one transaction, 1 or more
     * @param work what is done with all of them together
     * @param open whether messages may be taken now
     */
    public BatchContainerFactory(int batch, BatchWork work, BooleanSupplier open) {
        this(batch, work, open, null);
    }

    /**
     * For some messages of a queue.
     *
     * @param batch most messages in one transaction, 1 or more
     * @param work what is done with all of them together
     * @param open whether messages may be taken now
     * @param selector which, as JMS has it; {@code null} for all
     */
    public BatchContainerFactory(int batch, BatchWork work, BooleanSupplier open, String selector) {
        this.batch = batch;
        this.work = work;
        this.open = open;
        this.selector = selector;
    }

    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        BatchContainer container = new BatchContainer(endpoint, batch, work, open);
        container.setMessageSelector(selector);
        return container;
    }

    private static final class BatchContainer extends RecoveringContainer {

        private static final long CLOSED_PAUSE_NANOS = 50_000_000;

        private final int batch;
        private final BatchWork work;
        private final BooleanSupplier open;
        /** The consumer that gave the present thread its message, asked for more of the same transaction. */
        private static final ThreadLocal<MessageConsumer> CONSUMER = new ThreadLocal<>();

        BatchContainer(JmsEndpoint endpoint, int batch, BatchWork work, BooleanSupplier open) {
            super(endpoint);
            this.batch = batch;
            this.work = work;
            this.open = open;
        }

        @Override
        protected Message receiveMessage(MessageConsumer from) throws JMSException {
            if (!open.getAsBoolean()) {
                LockSupport.parkNanos(CLOSED_PAUSE_NANOS);
                return null;
            }
            CONSUMER.set(from);
            return super.receiveMessage(from);
        }

        @Override
        protected void doExecuteListener(Session session, Message first) throws JMSException {
            try {
                work.begin();
                Message message = first;
                for (int taken = 1; message != null; taken++) {
                    invokeListener(session, message);
                    message = taken < batch && isRunning() ? CONSUMER.get().receiveNoWait() : null;
                }
                work.finish();
            } catch (JMSException | RuntimeException | Error e) {
                rollbackOnExceptionIfNecessary(session, e);
                throw e;
            }
            commitIfNecessary(session, first);
        }
    }
}
