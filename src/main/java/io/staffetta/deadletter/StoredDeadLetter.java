package io.staffetta.deadletter;

import io.staffetta.broker.BodyConverter;
import io.staffetta.broker.QueueNames;
import io.staffetta.delivery.Reason;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageId;
import io.staffetta.message.MessageReader;
import io.staffetta.message.Seal;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A dead letter as it lies on the queue.
 *
 * @param jmsId its JMSMessageID
 * @param properties its properties by name, see {@link MessageHeaders} and {@link Envelope}
 * @param body text, bytes or {@link io.staffetta.message.ForeignBody}, as the sender wrote it
 * @param sealed whether the gateway has put it there; of one that somebody else did, only what a sender may say counts
 */
public record StoredDeadLetter(String jmsId, Map<String, String> properties, Object body, boolean sealed) {

    /**
     * Property of a letter that somebody else than the gateway has put there: its id, which stays when it gets another JMSMessageID.
     * It is the gateway that writes it, but nothing vouches for it.
     */
    static final String STRANGER = "letterId";

    /** The count of redrives of what did not come from the gateway. */
    public static final int NOT_COUNTED = -1;

    private static final BodyConverter BODIES = new BodyConverter();

    public StoredDeadLetter {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    /** A dead letter of the gateway. */
    public StoredDeadLetter(String jmsId, Map<String, String> properties, Object body) {
        this(jmsId, properties, body, true);
    }

    /**
     * Reads a JMS message from the dead letter queue.
     *
     * @param seal of the gateway's messages
     */
    static StoredDeadLetter of(Message message, Seal seal) throws JMSException {
        Map<String, String> properties = new TreeMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            String name = (String) names.nextElement();
            String value = message.getStringProperty(name);
            if (value != null && !name.startsWith("JMS")) {
                properties.put(name, value);
            }
        }
        String stranger = strangerId(message);
        return new StoredDeadLetter(message.getJMSMessageID(), properties, BODIES.fromMessage(message))
                .checked(seal, stranger);
    }

    /** The id of a letter, if somebody else than the gateway has put it there. */
    static String strangerId(Message message) throws JMSException {
        String given = message.getStringProperty(STRANGER);
        return MessageId.isValid(given)
                ? given
                : MessageId.of(
                        String.valueOf(message.getJMSMessageID()), Instant.ofEpochMilli(message.getJMSTimestamp()));
    }

    private StoredDeadLetter checked(Seal seal, String stranger) {
        Map<String, String> kept = new TreeMap<>(properties);
        try {
            kept.keySet().retainAll(seal.check(QueueNames.DEAD_LETTER, properties, body));
            if (!kept.containsKey(MessageHeaders.MESSAGE_ID)) {
                kept.put(STRANGER, stranger);
            }
            return new StoredDeadLetter(jmsId, kept, body, true);
        } catch (InvalidMessageException e) {
            kept.keySet().retainAll(MessageReader.FIELDS);
            kept.put(MessageHeaders.REASON, Reason.MALFORMED.name());
            kept.put(MessageHeaders.DETAIL, e.getMessage());
            kept.put(STRANGER, stranger);
            return new StoredDeadLetter(jmsId, kept, body, false);
        }
    }

    /** A property; empty if it is not there. */
    public String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /** The message's id, or the one that always belongs to what did not come from the gateway. */
    public String id() {
        String id = property(MessageHeaders.MESSAGE_ID);
        return id.isEmpty() ? property(STRANGER) : id;
    }

    /** Why it is dead; empty if it does not say. */
    public String reason() {
        return property(MessageHeaders.REASON);
    }

    /** Whether a provider may have sent it, this time or before an earlier redrive. */
    public boolean isPerhapsSent() {
        return reason().equals(Reason.UNKNOWN.name())
                || !property(MessageHeaders.PERHAPS_SENT).isEmpty();
    }

    /** The account it died with; empty if it had none. */
    public String account() {
        return property(MessageHeaders.ACCOUNT);
    }

    /** Its one recipient, or what the sender of a plain text wrote there; empty where only the body knows. */
    public String recipient() {
        String recipient = property(MessageHeaders.RECIPIENT);
        return recipient.isEmpty() ? property(MessageHeaders.TO) : recipient;
    }

    /** Whether its deadline has come, so that sending it again would only let it expire. */
    boolean isExpired(Instant now) {
        return instant(MessageHeaders.DEADLINE)
                .filter(deadline -> !now.isBefore(deadline))
                .isPresent();
    }

    /** How often it had been redriven before it died, 0 or more; {@link #NOT_COUNTED} of what did not come from the gateway. */
    public int redriveCount() {
        return sealed ? Envelope.redriveCount(properties) : NOT_COUNTED;
    }

    /** When it was put here, if it says so. */
    Optional<Instant> deadSince() {
        return instant(MessageHeaders.DEAD_SINCE);
    }

    /** Until when it may be sent, if it says so. */
    Optional<Instant> deadline() {
        return instant(MessageHeaders.DEADLINE).filter(at -> !at.equals(Instant.MAX));
    }

    /** Attempts that were made; 0 if it does not say. */
    int attempts() {
        String attempts = property(MessageHeaders.ATTEMPTS);
        return attempts.matches("[0-9]{1,9}") ? Integer.parseInt(attempts) : 0;
    }

    private Optional<Instant> instant(String name) {
        try {
            return Optional.of(Instant.parse(property(name)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Names the message but neither its recipient nor its text, so that it may be logged. */
    @Override
    public String toString() {
        return "StoredDeadLetter[" + id() + "]";
    }
}
