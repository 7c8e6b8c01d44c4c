package io.staffetta.intake;

import io.staffetta.broker.KeptSession;
import io.staffetta.delivery.Outbox;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.springframework.jms.support.JmsUtils;

/** The queues as one who takes messages in reaches them: by a session of its own. Not thread-safe. */
public final class KeptQueues implements Queues {

    private final KeptSession session;
    private final Outbox outbox;

    /**
     * @param outbox seals messages
     */
    public KeptQueues(ConnectionFactory connections, Outbox outbox) {
        session = new KeptSession(connections);
        this.outbox = outbox;
    }

    @Override
    public void put(RoutedMessage routed) {
        try {
            session.send(
                    routed.queue(),
                    outbox.sealed(routed.outgoing(), routed.queue()),
                    routed.outgoing().body());
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    @Override
    public void commit() {
        try {
            session.commit();
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    @Override
    public void rollback() {
        try {
            session.rollback();
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
