package io.staffetta.deadletter;

import io.staffetta.broker.BodyConverter;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Priority;
import io.staffetta.message.Seal;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends a dead letter again: it goes to {@value #QUEUE} as a new JMS message with the same body and the same message id.
 * One whose deadline has passed stays, unless it gets another; so does what the gateway has not put there.
 */
public final class Redrive implements LetterHandler {

    /** Queue of what is redriven. */
    public static final String QUEUE = "sms.redrive";

    private static final BodyConverter BODIES = new BodyConverter();

    private final Seal seal;
    private final String account;
    private final Duration validFor;
    private final Clock clock;

    /**
     * @param seal of the gateway's messages
     * @param account account to send them with; empty for the one that the sender asked for, or else the rules choose
     * @param validFor how long they may wait from now; {@code null} to keep their deadlines
     */
    public Redrive(Seal seal, String account, Duration validFor, Clock clock) {
        this.seal = seal;
        this.account = account;
        this.validFor = validFor;
        this.clock = clock;
    }

    @Override
    public ItemOutcome apply(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException {
        if (!letter.sealed()) {
            return ItemOutcome.NOT_OURS;
        }
        if (validFor == null && letter.isExpired(clock.instant())) {
            return ItemOutcome.EXPIRED;
        }
        Map<String, String> properties = redriven(letter);
        Message message = BODIES.toMessage(letter.body(), session);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(Seal.PROPERTY, seal.of(QUEUE, properties, letter.body()));
        producer.send(
                session.createQueue(QUEUE),
                message,
                DeliveryMode.PERSISTENT,
                jmsPriority(letter.property(MessageHeaders.PRIORITY)),
                Message.DEFAULT_TIME_TO_LIVE);
        return ItemOutcome.DONE;
    }

    private Map<String, String> redriven(StoredDeadLetter letter) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : DeadLetters.FIELDS) {
            set(properties, name, letter.property(name));
        }
        properties.put(MessageHeaders.REDRIVE_COUNT, Integer.toString(Envelope.redriveCount(letter.properties()) + 1));
        properties.put(MessageHeaders.MESSAGE_ID, letter.id());
        if (letter.properties().containsKey(MessageHeaders.REQUESTED_ACCOUNT)) {
            // The account on it is the one it was routed to; what a plain text's sender asked for is this.
            properties.put(MessageHeaders.ACCOUNT, letter.property(MessageHeaders.REQUESTED_ACCOUNT));
        } else if (!letter.property(MessageHeaders.TO).isEmpty()) {
            properties.put(MessageHeaders.REQUESTED_ACCOUNT, letter.account());
        }
        set(properties, MessageHeaders.REDRIVE_ACCOUNT, account);
        if (validFor != null) {
            properties.put(
                    MessageHeaders.DEADLINE, clock.instant().plus(validFor).toString());
        }
        return properties;
    }

    private static void set(Map<String, String> properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.put(name, value);
        }
    }

    private static int jmsPriority(String label) {
        try {
            return Priority.ofLabel(label).jmsPriority();
        } catch (InvalidMessageException e) {
            return Message.DEFAULT_PRIORITY;
        }
    }
}
