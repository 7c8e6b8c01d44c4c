package io.staffetta.deadletter;

import io.staffetta.broker.BodyConverter;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.message.Seal;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sends dead letters on a new journey: each goes to {@value #QUEUE} in the transaction that takes it off the dead
 * letter queue, as a new JMS message with the same body and the same message id.
 *
 * <p>Left where they are: messages whose deadline has passed, unless they get another; and messages of unknown outcome,
 * unless an id, the reason or a phase asks for them, because a provider may have sent them; and what the gateway has not put
 * there.
 *
 * <p>Not safe for use by several threads.
 */
public final class Redrive {

    /** Queue on which these journeys begin. */
    public static final String QUEUE = "sms.redrive";

    private static final BodyConverter BODIES = new BodyConverter();

    private final DeadLetterQueue queue;
    private final Terms terms;
    private final Author author;
    private final Clock clock;

    /**
     * On what terms messages go.
     *
     * @param account account to send them with; empty for the one that the sender asked for, or else the rules choose
     * @param validFor how long they may wait from now; {@code null} to keep their deadlines
     * @param perSecond most messages in a second; 0 for no limit
     */
    public record Terms(String account, Duration validFor, int perSecond) {}

    public Redrive(DeadLetterQueue queue, Terms terms, Author author, Clock clock) {
        this.queue = queue;
        this.terms = terms;
        this.author = author;
        this.clock = clock;
    }

    /** What {@link #run} would do now. */
    public Removal preview(DeadLetterFilter filter) throws JMSException {
        return new Sweep(queue, filter, clock).preview(true, terms.validFor() != null);
    }

    /**
     * Sends those that a filter means.
     *
     * @param each is called for each that is on its way for certain
     */
    public Removal run(DeadLetterFilter filter, Consumer<Removal.Item> each) throws JMSException {
        return run(filter, each, Watch.NONE);
    }

    /**
     * Sends those that a filter means, as {@link #run(DeadLetterFilter, Consumer)} does.
     *
     * @param watch who looks on
     */
    public Removal run(DeadLetterFilter filter, Consumer<Removal.Item> each, Watch watch) throws JMSException {
        return new Sweep(queue, filter, clock, watch)
                .run(true, terms.validFor() != null, Pace.of(terms.perSecond()), noted(), each);
    }

    private NotedDeed noted() {
        return new NotedDeed(
                this::resend, queue.seal(), Intervention.Deed.REDRIVEN, author, terms.account(), clock.instant());
    }

    private void resend(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException {
        if (letter.sealed()) {
            send(letter, QUEUE, onNewJourney(letter), session, producer);
        } else {
            // Taken along with one whose id it bears: it goes back, as what it is.
            send(letter, DeadLetterQueue.NAME, letter.properties(), session, producer);
        }
    }

    private void send(
            StoredDeadLetter letter,
            String name,
            Map<String, String> properties,
            Session session,
            MessageProducer producer)
            throws JMSException {
        Message message = BODIES.toMessage(letter.body(), session);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(Seal.PROPERTY, queue.seal().of(name, properties, letter.body()));
        producer.send(
                session.createQueue(name),
                message,
                DeliveryMode.PERSISTENT,
                jmsPriority(letter.property(Envelope.PRIORITY)),
                Message.DEFAULT_TIME_TO_LIVE);
    }

    private Map<String, String> onNewJourney(StoredDeadLetter letter) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : DeadLetters.FIELDS) {
            set(properties, name, letter.property(name));
        }
        properties.put(Envelope.JOURNEY, Integer.toString(Envelope.journey(letter.properties()) + 1));
        if (letter.property(Envelope.MESSAGE_ID).isEmpty()) {
            properties.put(Envelope.MESSAGE_ID, MessageId.of(letter.jmsId(), Instant.EPOCH));
        }
        if (letter.properties().containsKey(Envelope.REQUESTED_ACCOUNT)) {
            // The account on it is the one it was routed to; what a plain text's sender asked for is this.
            properties.put(Envelope.ACCOUNT, letter.property(Envelope.REQUESTED_ACCOUNT));
        } else if (!letter.property(Envelope.TO).isEmpty()) {
            properties.put(Envelope.REQUESTED_ACCOUNT, letter.account());
        }
        set(properties, Envelope.REDRIVE_ACCOUNT, terms.account());
        if (terms.validFor() != null) {
            properties.put(
                    Envelope.DEADLINE, clock.instant().plus(terms.validFor()).toString());
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
