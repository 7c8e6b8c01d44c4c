package io.staffetta.cli;

import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.message.MessageId;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Puts messages on {@code sms.outbound}, and waits for their outcomes if that is wanted. */
final class OutboundQueue {

    private static final String QUEUE = "sms.outbound";

    private final Connection connection;

    /**
     * @param connection to the broker, started; not closed here
     */
    OutboundQueue(Connection connection) {
        this.connection = connection;
    }

    /**
     * Puts messages on the queue: all of them, or none.
     *
     * @return the ids that the gateway gives them, by those that they have here
     */
    Map<String, String> send(List<NewMessage> messages) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            return put(messages, session, null);
        }
    }

    /**
     * Puts messages on the queue and waits for what becomes of them.
     *
     * @param patience how long to wait
     * @param outcomes is called with each final outcome, as it comes, and the id that its message has here
     * @return see {@link #send}
     */
    Map<String, String> sendAndWait(
            List<NewMessage> messages, Duration patience, BiConsumer<String, OutcomeEvent> outcomes)
            throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session listening = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue replies = listening.createTemporaryQueue();
            try (MessageConsumer consumer = listening.createConsumer(replies)) {
                Map<String, String> ids = put(messages, session, replies);
                await(ids.keySet(), consumer, System.nanoTime() + patience.toNanos(), outcomes);
                return ids;
            }
        }
    }

    private static void await(
            Set<String> ids, MessageConsumer consumer, long until, BiConsumer<String, OutcomeEvent> outcomes)
            throws JMSException {
        Set<String> awaited = new HashSet<>(ids);
        while (!awaited.isEmpty()) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            // A wait of 0 would be one without end.
            Message reply = left > 0 ? consumer.receive(left) : null;
            if (reply == null) {
                return;
            }
            OutcomeEvent event = Json.read(((TextMessage) reply).getText(), OutcomeEvent.class);
            if (event.isFinal() && awaited.remove(reply.getJMSCorrelationID())) {
                outcomes.accept(reply.getJMSCorrelationID(), event);
            }
        }
    }

    private static Map<String, String> put(List<NewMessage> messages, Session session, TemporaryQueue replies)
            throws JMSException {
        Map<String, String> ids = new LinkedHashMap<>();
        try (MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            for (NewMessage message : messages) {
                TextMessage text = session.createTextMessage(message.json());
                if (replies != null) {
                    text.setJMSReplyTo(replies);
                    text.setJMSCorrelationID(message.id());
                }
                producer.send(text, DeliveryMode.PERSISTENT, message.jmsPriority(), Message.DEFAULT_TIME_TO_LIVE);
                // As the gateway makes it of what JMS has given the message.
                ids.put(
                        message.id(),
                        MessageId.of(text.getJMSMessageID(), Instant.ofEpochMilli(text.getJMSTimestamp())));
            }
            session.commit();
        }
        return ids;
    }
}
