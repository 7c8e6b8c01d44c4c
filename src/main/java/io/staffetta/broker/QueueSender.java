package io.staffetta.broker;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts persistent messages on queues in the transaction of a session, by one producer for all queues. A session of a pool keeps
 * its producers until they are closed.
 *
 * <p>Not thread-safe, as its session is not.
 */
public final class QueueSender implements AutoCloseable {

    private static final BodyConverter BODIES = new BodyConverter();

    private final Session session;
    private final MessageProducer producer;
    private final Map<String, Queue> queues = new HashMap<>();

    /**
     * @param session transacted; its owner commits and closes it
     */
    public QueueSender(Session session) throws JMSException {
        this.session = session;
        producer = session.createProducer(null);
    }

    /**
     * Puts a message on a queue.
     *
     * @param headers its properties, all strings, and of JMS itself {@code JMSPriority}, {@code JMSReplyTo} and
     *     {@code JMSCorrelationID}; without the first it is as urgent as JMS has it
     * @param body text, bytes or {@link io.staffetta.message.ForeignBody}
     */
    public void send(String queue, Map<String, Object> headers, Object body) throws JMSException {
        Message message = BODIES.toMessage(body, session);
        int priority = Message.DEFAULT_PRIORITY;
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            switch (header.getKey()) {
                case "JMSPriority" -> priority = (Integer) header.getValue();
                case "JMSReplyTo" -> message.setJMSReplyTo((Destination) header.getValue());
                case "JMSCorrelationID" ->
                    message.setJMSCorrelationID(header.getValue().toString());
                default ->
                    message.setStringProperty(header.getKey(), header.getValue().toString());
            }
        }
        producer.send(queue(queue), message, DeliveryMode.PERSISTENT, priority, 0);
    }

    /** What was sent is committed all the same. */
    @Override
    public void close() throws JMSException {
        producer.close();
    }

    private Queue queue(String name) throws JMSException {
        Queue known = queues.get(name);
        if (known == null) {
            known = session.createQueue(name);
            queues.put(name, known);
        }
        return known;
    }
}
