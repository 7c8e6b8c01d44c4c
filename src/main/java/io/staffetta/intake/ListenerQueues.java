package io.staffetta.intake;

import io.staffetta.broker.QueueSender;
import io.staffetta.delivery.Outbox;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Map;
import org.springframework.jms.support.JmsUtils;

/**
 * Sends messages to queues in the transaction of a listener, which commits it, or rolls it back, when its messages are
 * done. Not thread-safe.
 */
public final class ListenerQueues extends JmsQueues {

    private final QueueSender sender;

    /**
     * @param session the listener's
     * @param outbox seals messages
     */
    public ListenerQueues(Session session, Outbox outbox) {
        super(outbox);
        try {
            sender = new QueueSender(session);
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    @Override
    void send(String queue, Map<String, Object> headers, Object body) throws JMSException {
        sender.send(queue, headers, body);
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
        run(sender::close);
    }
}
