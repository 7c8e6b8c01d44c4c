package io.staffetta.broker.consumer;

import io.staffetta.broker.MessageList;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

/**
 * Makes listener containers whose local transaction takes one message, then whatever else has arrived, up to a limit.
 * The commit is what costs, so messages that come together share one; a message that comes alone is not held back.
 */
public final class GroupContainerFactory implements MessageListenerContainerFactory {

    private final int most;
    private final BooleanSupplier open;
    private final String selector;
    private final boolean asOne;

    private GroupContainerFactory(int most, BooleanSupplier open, String selector, boolean asOne) {
        this.most = most;
        this.open = open;
        this.selector = selector;
        this.asOne = asOne;
    }

    /**
     * Hands each message over in an exchange of its own.
     *
     * @param most most messages in one transaction, 1 or more
     * @param open whether messages may be taken now
     */
    public static GroupContainerFactory each(int most, BooleanSupplier open) {
        return new GroupContainerFactory(most, open, null, false);
    }

    /**
     * The same for some messages of a queue.
     *
     * @param selector which, as JMS has it
     */
    public static GroupContainerFactory each(int most, BooleanSupplier open, String selector) {
        return new GroupContainerFactory(most, open, selector, false);
    }

    /**
     * Hands all messages of a transaction over in one exchange, whose body is a list with an exchange for each.
     *
     * @param most most messages in one transaction, 1 or more
     * @param open whether messages may be taken now
     */
    public static GroupContainerFactory asOne(int most, BooleanSupplier open) {
        return new GroupContainerFactory(most, open, null, true);
    }

    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        GroupContainer container = new GroupContainer(endpoint, most, open, asOne);
        container.setMessageSelector(selector);
        return container;
    }

    private static final class GroupContainer extends RecoveringContainer {

        private static final long CLOSED_PAUSE_NANOS = 50_000_000;

        private final JmsEndpoint endpoint;
        private final int most;
        private final BooleanSupplier open;
        private final boolean asOne;

        GroupContainer(JmsEndpoint endpoint, int most, BooleanSupplier open, boolean asOne) {
            super(endpoint);
            this.endpoint = endpoint;
            this.most = most;
            this.open = open;
            this.asOne = asOne;
        }

        @Override
        protected Message receiveMessage(MessageConsumer from) throws JMSException {
            if (!open.getAsBoolean()) {
                LockSupport.parkNanos(CLOSED_PAUSE_NANOS);
                return null;
            }
            Message message = super.receiveMessage(from);
            return message == null ? null : new MessageList(message, from);
        }

        @Override
        protected void doExecuteListener(Session session, Message received) throws JMSException {
            MessageList list = (MessageList) received;
            try {
                if (asOne) {
                    List<Exchange> exchanges = new ArrayList<>();
                    for (Message message = list.first(); message != null; message = next(list, exchanges.size())) {
                        exchanges.add(endpoint.createExchange(message, session));
                    }
                    list.setExchanges(exchanges);
                    invokeListener(session, list);
                } else {
                    int taken = 0;
                    for (Message message = list.first(); message != null; message = next(list, ++taken)) {
                        invokeListener(session, message);
                    }
                }
            } catch (JMSException | RuntimeException | Error e) {
                rollbackOnExceptionIfNecessary(session, e);
                throw e;
            }
            commitIfNecessary(session, list.first());
        }

        private Message next(MessageList list, int taken) throws JMSException {
            return taken < most && isRunning() ? list.consumer().receiveNoWait() : null;
        }
    }
}
