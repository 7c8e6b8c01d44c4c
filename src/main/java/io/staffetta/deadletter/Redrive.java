package io.staffetta.deadletter;

import io.staffetta.broker.BodyConverter;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Sends dead letters on a new journey: each goes back to {@value #OUTBOUND} in the transaction that takes it off the dead
 * letter queue, as a new JMS message with the same body and the same message id.
 *
 * <p>Left where they are: messages whose deadline has passed, unless they get another; and messages of unknown outcome,
 * unless an id or the reason asks for them, because a provider may have sent them.
 *
 * <p>Not safe for use by several threads.
 */
public final class Redrive {

    /** Queue on which journeys begin. */
    public static final String OUTBOUND = "sms.outbound";

    private static final BodyConverter BODIES = new BodyConverter();

    private final DeadLetterQueue queue;
    private final Terms terms;
    private final Clock clock;

    /**
     * On what terms messages go.
     *
     * @param account account to send them with; empty for the one that the sender asked for, or else the rules choose
     * @param validFor how long they may wait from now; {@code null} to keep their deadlines
     * @param perSecond most messages in a second; 0 for no limit
     */
    public record Terms(String account, Duration validFor, int perSecond) {}

    public Redrive(DeadLetterQueue queue, Terms terms, Clock clock) {
        this.queue = queue;
        this.terms = terms;
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
                .run(true, terms.validFor() != null, Pace.of(terms.perSecond()), this::resend, each);
    }

    private void resend(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException {
        Message message = BODIES.toMessage(letter.body(), session);
        for (String name : DeadLetters.FIELDS) {
            set(message, name, letter.property(name));
        }
        message.setStringProperty(Envelope.JOURNEY, Integer.toString(Envelope.journey(letter.properties()) + 1));
        if (letter.property(Envelope.MESSAGE_ID).isEmpty()) {
            message.setStringProperty(Envelope.MESSAGE_ID, MessageId.of(letter.jmsId(), Instant.EPOCH));
        }
        if (letter.properties().containsKey(Envelope.REQUESTED_ACCOUNT)) {
            // The account on it is the one it was routed to; what a plain text's sender asked for is this.
            message.setStringProperty(Envelope.ACCOUNT, letter.property(Envelope.REQUESTED_ACCOUNT));
        } else if (!letter.property(Envelope.TO).isEmpty()) {
            message.setStringProperty(Envelope.REQUESTED_ACCOUNT, letter.account());
        }
        set(message, Envelope.REDRIVE_ACCOUNT, terms.account());
        if (terms.validFor() != null) {
            message.setStringProperty(
                    Envelope.DEADLINE, clock.instant().plus(terms.validFor()).toString());
        }
        producer.send(
                session.createQueue(OUTBOUND),
                message,
                DeliveryMode.PERSISTENT,
                jmsPriority(letter.property(Envelope.PRIORITY)),
                Message.DEFAULT_TIME_TO_LIVE);
    }

    private static void set(Message message, String name, String value) throws JMSException {
        if (!value.isEmpty()) {
            message.setStringProperty(name, value);
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
