package io.staffetta.cli.messages;

import io.staffetta.broker.QueueNames;
import io.staffetta.cli.terminal.JsonLine;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Puts messages on {@code sms.outbound}, and waits for their outcomes if that is wanted. */
final class OutboundQueue {

    private static final String QUEUE = "sms.outbound";
    private static final long LOOK_MILLIS = 100;

    /**
     * Holds what the gateway says of a message with a reference.
     *
     * @param id the id that the gateway gives it
     * @param told what is told of the first one, or of a mistake; empty if it is neither, or the gateway does not say
     */
    record Looked(String id, Optional<OutcomeEvent> told) {}

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
     * @param outcomes is called with the id that a message has here and what became of it, or of the one that came before with
     *     the same reference, as it comes
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

    /**
     * Puts a message with a reference on the queue, and looks whether it is a repeat, or another than came first with it.
     *
     * @param isTaken whether the gateway has taken the message, by the id that it gives it
     * @param patience how long to look, if neither is known
     */
    Looked sendAndLook(NewMessage message, Predicate<String> isTaken, Duration patience) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session listening = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = listening.createConsumer(listening.createTopic(QueueNames.OUTCOME))) {
            String id = put(List.of(message), session, null).get(message.id());
            long until = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < until) {
                Optional<OutcomeEvent> told = told(id, message.reference(), consumer);
                if (told.isPresent() || isTaken.test(id)) {
                    return new Looked(id, told);
                }
            }
            return new Looked(id, Optional.empty());
        }
    }

    /** What is told of a message within a moment, or of another that came before with its reference. */
    private static Optional<OutcomeEvent> told(String id, String reference, MessageConsumer consumer)
            throws JMSException {
        for (Message next = consumer.receive(LOOK_MILLIS); next != null; next = consumer.receiveNoWait()) {
            OutcomeEvent event = JsonLine.read(((TextMessage) next).getText(), OutcomeEvent.class);
            boolean isRepeat = event.duplicate() && reference.equals(event.reference());
            if (isRepeat || (event.id().equals(id) && event.isFinal())) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
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
            OutcomeEvent event = JsonLine.read(((TextMessage) reply).getText(), OutcomeEvent.class);
            // Correlated by the id that it has here: of a repeat the event has the id of the first.
            String id = String.valueOf(reply.getJMSCorrelationID());
            if (event.isAnswer() && awaited.remove(id)) {
                outcomes.accept(id, event);
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
