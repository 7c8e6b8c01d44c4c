package io.staffetta.intake;

import io.staffetta.broker.KeptSession;
import io.staffetta.delivery.Outbox;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Map;

/** Sends messages to queues by a session of its own, which it keeps. Not thread-safe. */
public final class KeptQueues extends JmsQueues {

    private final KeptSession session;

    /**
     * @param outbox seals messages
     */
    public KeptQueues(ConnectionFactory connections, Outbox outbox) {
        super(outbox);
        session = new KeptSession(connections);
    }

    @Override
    void send(String queue, Map<String, Object> headers, Object body) throws JMSException {
        session.send(queue, headers, body);
    }

    @Override
    public void commit() {
        run(session::commit);
    }

    @Override
    public void rollback() {
        run(session::rollback);
    }

    @Override
    public void close() {
        session.close();
    }
}
