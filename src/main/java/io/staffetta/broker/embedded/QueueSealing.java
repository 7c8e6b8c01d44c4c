package io.staffetta.broker.embedded;

import io.staffetta.broker.BodyConverter;
import io.staffetta.broker.Browsing;
import io.staffetta.broker.UrgentFirst;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.command.ActiveMQMessage;

/**
 * Seals messages that lie on the gateway's queues without a seal. They go to a queue of their own and from there back, in
 * transactions, so that none is lost or doubled when that is cut off, and the next run goes on with it.
 */
public final class QueueSealing {

    private static final String ASIDE = "sms.sealing";
    private static final String HOME = "sealedFor";
    private static final String REDRIVE = "sms.redrive";
    private static final int IN_TRANSACTION = 500;
    private static final long RECEIVE_MILLIS = 500;
    private static final BodyConverter BODIES = new BodyConverter();

    private final ConnectionFactory connections;
    private final Seal seal;

    public QueueSealing(ConnectionFactory connections, Seal seal) {
        this.connections = connections;
        this.seal = seal;
    }

    /** Decides where a message goes, and what is written on it. */
    private interface Step {
        String write(ActiveMQMessage copy, Message message) throws JMSException;
    }

    /**
     * Seals what is on queues of the gateway, and what was to be sent again by way of the senders' queues.
     *
     * @return how many messages
     */
    public int seal(Collection<String> queues) throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            back(connection);
            int sealed = 0;
            for (String queue : queues) {
                if (isInner(queue)) {
                    sealed += aside(connection, queue, null, queue);
                    back(connection);
                }
            }
            for (String intake : List.of(UrgentFirst.INTAKE, UrgentFirst.URGENT)) {
                sealed += aside(connection, intake, MessageHeaders.MESSAGE_ID + " IS NOT NULL", REDRIVE);
            }
            back(connection);
            return sealed;
        }
    }

    private static boolean isInner(String queue) {
        return queue.startsWith("sms.")
                && !List.of(UrgentFirst.INTAKE, UrgentFirst.URGENT, ASIDE).contains(queue);
    }

    private int aside(Connection connection, String queue, String selector, String home) throws JMSException {
        return move(connection, queue, selector, (copy, message) -> {
            copy.setStringProperty(Seal.PROPERTY, seal.of(home, headers(message), BODIES.fromMessage(message)));
            copy.setStringProperty(HOME, home);
            return ASIDE;
        });
    }

    private static void back(Connection connection) throws JMSException {
        move(connection, ASIDE, null, (copy, message) -> {
            copy.setStringProperty(HOME, null);
            return message.getStringProperty(HOME);
        });
    }

    private static int move(Connection connection, String queue, String selector, Step step) throws JMSException {
        if (isEmpty(connection, queue, selector)) {
            return 0;
        }
        int moved = 0;
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue), selector)) {
            // Their age counts from when they were put there first.
            producer.setDisableMessageTimestamp(true);
            for (Message message = consumer.receive(RECEIVE_MILLIS);
                    message != null;
                    message = consumer.receive(RECEIVE_MILLIS)) {
                ActiveMQMessage copy = (ActiveMQMessage) ((ActiveMQMessage) message).copy();
                copy.setReadOnlyProperties(false);
                String to = step.write(copy, message);
                int priority = message.getJMSPriority();
                producer.send(session.createQueue(to), copy, DeliveryMode.PERSISTENT, priority, 0);
                if (++moved % IN_TRANSACTION == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
        return moved;
    }

    /** A browser is told when it has seen all. A consumer can only wait, for each of the queues of each account. */
    private static boolean isEmpty(Connection connection, String queue, String selector) throws JMSException {
        AtomicBoolean empty = new AtomicBoolean(true);
        Browsing.each(connection, queue, selector, message -> {
            empty.set(false);
            return false;
        });
        return empty.get();
    }

    /** As a seal looks at them. */
    private static Map<String, Object> headers(Message message) throws JMSException {
        Map<String, Object> headers = new HashMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            String name = (String) names.nextElement();
            headers.put(name, message.getObjectProperty(name));
        }
        headers.put("JMSReplyTo", message.getJMSReplyTo());
        headers.put("JMSCorrelationID", message.getJMSCorrelationID());
        return headers;
    }
}
