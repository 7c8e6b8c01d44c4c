package io.staffetta.deadletter;

import io.staffetta.broker.BodyConverter;
import io.staffetta.delivery.Reason;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
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
 * @param properties its properties by name, see {@link DeliveryHeaders} and {@link Envelope}
 * @param body text, bytes or {@link io.staffetta.message.ForeignBody}, as the sender wrote it
 * @param sealed whether the gateway has put it there; of one that somebody else did, only what a sender may say counts
 */
public record StoredDeadLetter(String jmsId, Map<String, String> properties, Object body, boolean sealed) {

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
     * @param seal of the gateway's messages; {@code null} if that is not checked
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
        StoredDeadLetter letter =
                new StoredDeadLetter(message.getJMSMessageID(), properties, BODIES.fromMessage(message));
        return seal == null ? letter : letter.checked(seal);
    }

    private StoredDeadLetter checked(Seal seal) {
        Map<String, String> kept = new TreeMap<>(properties);
        try {
            kept.keySet().retainAll(seal.check(DeadLetterQueue.NAME, properties, body));
            return new StoredDeadLetter(jmsId, kept, body, true);
        } catch (InvalidMessageException e) {
            kept.keySet().retainAll(MessageReader.FIELDS);
            kept.put(DeliveryHeaders.REASON, Reason.MALFORMED.name());
            kept.put(DeliveryHeaders.DETAIL, e.getMessage());
            return new StoredDeadLetter(jmsId, kept, body, false);
        }
    }

    /** The same without its body, which may be large. */
    public StoredDeadLetter withoutBody() {
        return new StoredDeadLetter(jmsId, properties, "", sealed);
    }

    /** A property; empty if it is not there. */
    public String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /** The message's id, or the JMSMessageID of what did not come from the gateway. */
    public String id() {
        String id = property(Envelope.MESSAGE_ID);
        return id.isEmpty() ? jmsId : id;
    }

    /** Why it is dead; empty if it does not say. */
    public String reason() {
        return property(DeliveryHeaders.REASON);
    }

    /** Whether a provider may have sent it, this time or before an earlier redrive. */
    public boolean isPerhapsSent() {
        return reason().equals(Reason.UNKNOWN.name())
                || !property(Envelope.PERHAPS_SENT).isEmpty();
    }

    /** The account it died with; empty if it had none. */
    public String account() {
        return property(Envelope.ACCOUNT);
    }

    /** Its one recipient, or what the sender of a plain text wrote there; empty where only the body knows. */
    public String recipient() {
        String recipient = property(Envelope.RECIPIENT);
        return recipient.isEmpty() ? property(Envelope.TO) : recipient;
    }

    /** Whether its deadline has come, so that sending it again would only let it expire. */
    boolean isExpired(Instant now) {
        return instant(Envelope.DEADLINE)
                .filter(deadline -> !now.isBefore(deadline))
                .isPresent();
    }

    /** When it was put here, if it says so. */
    Optional<Instant> deadSince() {
        return instant(DeliveryHeaders.DEAD_SINCE);
    }

    /** Whether it was put here before an instant, or does not say when. */
    boolean diedBefore(Instant instant) {
        return deadSince().filter(at -> !at.isBefore(instant)).isEmpty();
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
