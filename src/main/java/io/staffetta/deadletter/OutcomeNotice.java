package io.staffetta.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.broker.QueueNames;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.message.MessageHeaders;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.util.Map;

/**
 * Takes a dead letter off the queue for good, and tells so on {@value #OUTCOMES} in the same transaction, with the operator's words
 * as its detail: as {@code DISCARDED}, or as {@code ACCEPTED} if a person says that it was sent.
 */
public final class OutcomeNotice implements LetterHandler {

    /** Topic of all outcomes. */
    public static final String OUTCOMES = QueueNames.OUTCOME;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventOutcome outcome;
    private final String why;
    private final Clock clock;

    /**
     * @param outcome what is told
     * @param why in words
     */
    public OutcomeNotice(EventOutcome outcome, String why, Clock clock) {
        this.outcome = outcome;
        this.why = why;
        this.clock = clock;
    }

    @Override
    public ItemOutcome apply(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException {
        if (outcome == EventOutcome.ACCEPTED && !letter.sealed()) {
            return ItemOutcome.NOT_OURS;
        }
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
        return ItemOutcome.DONE;
    }

    private OutcomeEvent event(StoredDeadLetter letter) {
        return OutcomeEvent.of(letter.id(), outcome, clock.instant())
                .reference(letter.property(MessageHeaders.REFERENCE))
                .isFinal()
                .account(letter.account(), letter.property(MessageHeaders.PROVIDER))
                .to(letter.recipient())
                .attempts(letter.attempts())
                .detail(why)
                .source(letter.property(MessageHeaders.SOURCE))
                .tag(letter.property(MessageHeaders.TAG))
                .build();
    }

    private static String json(OutcomeEvent event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An outcome can always be written as JSON", e);
        }
    }
}
