package io.staffetta.broker.consumer;

import io.staffetta.broker.MessageList;
import io.staffetta.thread.RightOfWay;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
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
    private Runnable before = () -> {};
    private Runnable came = () -> {};
    private IntUnaryOperator share = all -> all;

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
     * @param way of urgent messages, which are on another queue, and go first
     */
    public static GroupContainerFactory asOne(int most, BooleanSupplier open, RightOfWay way) {
        GroupContainerFactory factory = new GroupContainerFactory(most, open, null, true);
        factory.before = way::giveWay;
        factory.share = all -> way.isWanted() ? 1 : way.share(all);
        return factory;
    }

    /**
     * The same for a queue that has urgent messages alone.
     *
     * @param way which these messages have
     */
    public static GroupContainerFactory urgentAsOne(int most, BooleanSupplier open, RightOfWay way) {
        GroupContainerFactory factory = new GroupContainerFactory(most, open, null, true);
        factory.came = way::came;
        return factory;
    }

    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        GroupContainer container = new GroupContainer(endpoint, this);
        container.setMessageSelector(selector);
        return container;
    }

    private static final class GroupContainer extends RecoveringContainer {

        private static final long CLOSED_PAUSE_NANOS = 50_000_000;

        private final JmsEndpoint endpoint;
        private final GroupContainerFactory on;

        GroupContainer(JmsEndpoint endpoint, GroupContainerFactory on) {
            super(endpoint);
            this.endpoint = endpoint;
            this.on = on;
        }

        /**
         * No more in this process than the next transaction needs: ActiveMQ's thousand live long enough to become a burden of the
         * collector, which stops everything for some 90 ms then.
         */
        @Override
        protected MessageConsumer createConsumer(Session session, Destination queue) throws JMSException {
            String name = ((Queue) queue).getQueueName() + "?consumer.prefetchSize=" + on.most;
            return super.createConsumer(session, session.createQueue(name));
        }

        @Override
        protected Message receiveMessage(MessageConsumer from) throws JMSException {
            if (!on.open.getAsBoolean()) {
                LockSupport.parkNanos(CLOSED_PAUSE_NANOS);
                return null;
            }
            on.before.run();
            Message message = super.receiveMessage(from);
            if (message == null) {
                return null;
            }
            on.came.run();
            return new MessageList(message, from);
        }

        @Override
        protected void doExecuteListener(Session session, Message received) throws JMSException {
            MessageList list = (MessageList) received;
            try {
                if (on.asOne) {
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
            return taken < on.share.applyAsInt(on.most) && isRunning()
                    ? list.consumer().receiveNoWait()
                    : null;
        }
    }
}
