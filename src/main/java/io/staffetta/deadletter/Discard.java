package io.staffetta.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.broker.QueueNames;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.Envelope;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes dead letters off the queue for good, and tells so on {@value #OUTCOMES} in the same transaction: outcome
 * {@code DISCARDED}, with the operator's words as its detail.
 *
 * <p>Not safe for use by several threads.
 */
public final class Discard {

    /** Topic of all outcomes. */
    public static final String OUTCOMES = QueueNames.OUTCOME;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeadLetterQueue queue;
    private final Author author;
    private final Clock clock;

    /**
     * @param author who discards them, and why they are given up, in words
     */
    public Discard(DeadLetterQueue queue, Author author, Clock clock) {
        this.queue = queue;
        this.author = author;
        this.clock = clock;
    }

    /** What {@link #run} would do now. */
    public Removal preview(DeadLetterFilter filter) throws JMSException {
        return new Sweep(queue, filter, clock).preview(false, false);
    }

    /**
     * Discards those that a filter means.
     *
     * @param each is called for each that is gone for certain
     */
    public Removal run(DeadLetterFilter filter, Consumer<Removal.Item> each) throws JMSException {
        return run(filter, each, Watch.NONE);
    }

    /**
     * Discards those that a filter means, as {@link #run(DeadLetterFilter, Consumer)} does.
     *
     * @param watch who looks on
     */
    public Removal run(DeadLetterFilter filter, Consumer<Removal.Item> each, Watch watch) throws JMSException {
        return new Sweep(queue, filter, clock, watch)
                .run(
                        false,
                        false,
                        Pace.of(0),
                        new NotedDeed(
                                this::tell, queue.seal(), Intervention.Deed.DISCARDED, author, "", clock.instant()),
                        each);
    }

    private void tell(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException {
        OutcomeEvent event = event(letter);
        TextMessage message = session.createTextMessage(json(event));
        for (Map.Entry<String, Object> property : event.properties().entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        producer.send(
                session.createTopic(OUTCOMES),
                message,
                DeliveryMode.PERSISTENT,
                Message.DEFAULT_PRIORITY,
                Message.DEFAULT_TIME_TO_LIVE);
    }

    private OutcomeEvent event(StoredDeadLetter letter) {
        return OutcomeEvent.of(letter.id(), EventOutcome.DISCARDED, clock.instant())
                .reference(letter.property(Envelope.REFERENCE))
                .isFinal()
                .account(letter.account(), letter.property(DeliveryHeaders.PROVIDER))
                .to(letter.recipient())
                .attempts(attempts(letter))
                .detail(author.why())
                .source(letter.property(Envelope.SOURCE))
                .tag(letter.property(Envelope.TAG))
                .build();
    }

    private static int attempts(StoredDeadLetter letter) {
        String attempts = letter.property(DeliveryHeaders.ATTEMPTS);
        return attempts.matches("[0-9]{1,9}") ? Integer.parseInt(attempts) : 0;
    }

    private static String json(OutcomeEvent event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An outcome can always be written as JSON", e);
        }
    }
}
