package io.staffetta.intake;

import io.staffetta.broker.QueueSender;
import io.staffetta.delivery.Outbox;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.springframework.jms.support.JmsUtils;

/** The queues in the transaction of a listener, which commits it, or rolls it back, when its messages are done. Not thread-safe. */
public final class ListenerQueues implements Queues {

    private final QueueSender sender;
    private final Outbox outbox;

    /**
     * @param session the listener's
     * @param outbox seals messages
     */
    public ListenerQueues(Session session, Outbox outbox) {
        this.outbox = outbox;
        try {
            sender = new QueueSender(session);
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    @Override
    public void put(RoutedMessage routed) {
        try {
            sender.send(
                    routed.queue(),
                    outbox.sealed(routed.outgoing(), routed.queue()),
                    routed.outgoing().body());
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    @Override
    public void commit() {
        // The listener does, with the messages that it took.
    }

    @Override
    public void rollback() {
        throw new IllegalStateException("A listener rolls back what it took with what it put");
    }

    /** Puts no more; the listener commits what was put, or rolls it back when its route fails. */
    @Override
    public void close() {
        try {
            sender.close();
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }
}
