package io.staffetta.cli;

import io.staffetta.deadletter.Redrive;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.message.Envelope;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Puts messages on {@code sms.outbound}, and waits for their outcomes if that is wanted. */
final class OutboundQueue {

    private final Connection connection;

    /**
     * @param connection to the broker, started; not closed here
     */
    OutboundQueue(Connection connection) {
        this.connection = connection;
    }

    /** Puts messages on the queue: all of them, or none. */
    void send(List<NewMessage> messages) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            put(messages, session, null);
        }
    }

    /**
     * Puts messages on the queue and waits for what becomes of them.
     *
     * @param patience how long to wait
     * @param outcomes is called with each final outcome, as it comes
     */
    void sendAndWait(List<NewMessage> messages, Duration patience, Consumer<OutcomeEvent> outcomes)
            throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Session listening = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue replies = listening.createTemporaryQueue();
            try (MessageConsumer consumer = listening.createConsumer(replies)) {
                put(messages, session, replies);
                await(messages, consumer, System.nanoTime() + patience.toNanos(), outcomes);
            }
        }
    }

    private static void await(
            List<NewMessage> messages, MessageConsumer consumer, long until, Consumer<OutcomeEvent> outcomes)
            throws JMSException {
        Set<String> awaited = new HashSet<>();
        messages.forEach(message -> awaited.add(message.id()));
        while (!awaited.isEmpty()) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            // A wait of 0 would be one without end.
            Message reply = left > 0 ? consumer.receive(left) : null;
            if (reply == null) {
                return;
            }
            OutcomeEvent event = Json.read(((TextMessage) reply).getText(), OutcomeEvent.class);
            if (event.isFinal() && awaited.remove(event.id())) {
                outcomes.accept(event);
            }
        }
    }

    private static void put(List<NewMessage> messages, Session session, TemporaryQueue replies) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(Redrive.OUTBOUND))) {
            for (NewMessage message : messages) {
                TextMessage text = session.createTextMessage(message.json());
                text.setStringProperty(Envelope.MESSAGE_ID, message.id());
                if (replies != null) {
                    text.setJMSReplyTo(replies);
                    text.setJMSCorrelationID(message.id());
                }
                producer.send(text, DeliveryMode.PERSISTENT, message.jmsPriority(), Message.DEFAULT_TIME_TO_LIVE);
            }
            session.commit();
        }
    }
}
