package io.staffetta.intake;

import io.staffetta.delivery.Outbox;
import jakarta.jms.JMSException;
import java.util.Map;
import org.springframework.jms.support.JmsUtils;

/** Sends messages to queues over JMS. Not thread-safe. */
abstract class JmsQueues implements Queues {

    private final Outbox outbox;

    /**
     * @param outbox seals messages
     */
    JmsQueues(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Something that is done with JMS. */
    interface Work {
        void run() throws JMSException;
    }

    @Override
    public final void put(RoutedMessage routed) {
        run(() -> send(
                routed.queue(),
                outbox.sealed(routed.outgoing(), routed.queue()),
                routed.outgoing().body()));
    }

    /** Puts a message on a queue, see {@link io.staffetta.broker.QueueSender#send}. */
    abstract void send(String queue, Map<String, Object> headers, Object body) throws JMSException;

    /**
     * Does something with JMS.
     *
     * @throws org.springframework.jms.JmsException in place of one of JMS
     */
    static void run(Work work) {
        try {
            work.run();
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }
}
