package io.staffetta.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.staffetta.broker.QueueNames;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.Settlement;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import io.staffetta.message.Seal;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Tells the gateway what was done with messages of an operation, as JSON on queue {@value #QUEUE}, in the transaction
 * in which it was done. It goes into the ledger: so that what was done is noted once, whenever the process that did it
 * is killed.
 *
 * @param deed what was done with dead letters; {@code null} with other messages, and with none
 * @param at when, ISO-8601
 * @param who who had it done; empty if not known
 * @param why why; empty if not said
 * @param account id of the account that a redrive names; empty for none
 * @param operation id of the operation; empty of before there were operations
 * @param letters with which messages
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record InterventionNote(
        Intervention.Deed deed,
        String at,
        String who,
        String why,
        String account,
        String operation,
        List<Letter> letters) {

    /** The queue that notes go by. */
    public static final String QUEUE = QueueNames.INTERVENTION;

    private static final int LONGEST = 500;
    private static final int MOST_REDRIVES = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * A message.
     *
     * @param id its id
     * @param redriveCount how often it had been redriven, or {@link StoredDeadLetter#NOT_COUNTED}; called {@code journey} in
     *     the note, as ever since
     * @param position its place in the operation
     * @param outcome what became of it; {@code null} if it was done
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Letter(String id, @JsonProperty("journey") int redriveCount, long position, ItemOutcome outcome) {

        private boolean isDone() {
            return outcome == null || outcome == ItemOutcome.DONE;
        }

        private boolean isOffQueue() {
            return isDone() || outcome == ItemOutcome.GONE;
        }
    }

    /** Puts it onto its queue. */
    public void send(Session session, MessageProducer producer, Seal seal) throws JMSException {
        TextMessage message = session.createTextMessage(json());
        message.setStringProperty(Seal.PROPERTY, seal.of(QUEUE, Map.of(), message.getText()));
        producer.send(
                session.createQueue(QUEUE),
                message,
                DeliveryMode.PERSISTENT,
                Message.DEFAULT_PRIORITY,
                Message.DEFAULT_TIME_TO_LIVE);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A note can always be written as JSON", e);
        }
    }

    /**
     * Reads a note.
     *
     * @throws InvalidMessageException if it is none
     */
    static InterventionNote read(Object body) {
        try {
            InterventionNote note = JSON.readValue(String.valueOf(body), InterventionNote.class);
            Instant.parse(note.at());
            note.letters().forEach(InterventionNote::check);
            return note;
        } catch (JsonProcessingException | DateTimeException | NullPointerException e) {
            throw notOurs();
        }
    }

    /** What was done with dead letters, as the ledger takes it. */
    List<Intervention> interventions() {
        return deed == null
                ? List.of()
                : letters.stream()
                        .filter(letter -> letter.isDone() && letter.redriveCount() >= 0)
                        .map(letter -> new Intervention(
                                letter.id(),
                                letter.redriveCount(),
                                deed,
                                Instant.parse(at),
                                cut(who),
                                cut(why),
                                cut(account)))
                        .toList();
    }

    /** What became of the messages of the operation, as the ledger takes it. */
    List<Settlement> settlements() {
        return operation == null || operation.isEmpty()
                ? List.of()
                : letters.stream()
                        .map(letter -> new Settlement(
                                operation,
                                new OperationItem(letter.position(), letter.id(), letter.redriveCount(), null, null),
                                letter.isDone() ? ItemOutcome.DONE : letter.outcome(),
                                Instant.parse(at),
                                deed != null && letter.isOffQueue()))
                        .toList();
    }

    private static void check(Letter letter) {
        if (letter.id() == null
                || !MessageId.isValid(letter.id())
                || letter.redriveCount() < StoredDeadLetter.NOT_COUNTED
                || letter.redriveCount() > MOST_REDRIVES) {
            throw notOurs();
        }
    }

    private static InvalidMessageException notOurs() {
        return new InvalidMessageException("", "must be a note as the gateway itself puts it on " + QUEUE);
    }

    private static String cut(String text) {
        if (text == null || text.length() <= LONGEST) {
            return text == null ? "" : text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }
}
