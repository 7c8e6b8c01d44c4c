package io.staffetta.delivery;

import io.staffetta.ledger.Death;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.Envelope;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps a message from being in the dead letter queue twice, and notes in the ledger that it is there.
 *
 * <p>Thread-safe.
 */
public final class Deaths {

    private final Ledger ledger;
    private final ConnectionFactory connections;
    private final Clock clock;

    public Deaths(Ledger ledger, ConnectionFactory connections, Clock clock) {
        this.ledger = ledger;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Notes that a dead letter is about to be put into its queue.
     *
     * @return whether it is there already: a crash came after it was put there, and before that was noted
     */
    public boolean isKept(OutgoingMessage letter) throws JMSException {
        return note(letter, false) && isInQueue(letter);
    }

    /** Whether the ledger knows that a provider has the message of a letter. */
    public boolean isSent(OutgoingMessage letter) {
        return ledger.isSent(letter.headers().get(Envelope.MESSAGE_ID).toString());
    }

    /** Notes that a dead letter is in its queue. */
    public void record(OutgoingMessage letter) {
        note(letter, true);
    }

    private boolean isInQueue(OutgoingMessage letter) throws JMSException {
        String id = letter.headers().get(Envelope.MESSAGE_ID).toString();
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(
                        session.createQueue("sms.dead-letter"), Envelope.MESSAGE_ID + " = '" + id + "'")) {
            connection.start();
            Enumeration<?> found = browser.getEnumeration();
            while (found.hasMoreElements()) {
                if (Objects.equals(
                        ((Message) found.nextElement()).getStringProperty(Envelope.JOURNEY),
                        letter.headers().get(Envelope.JOURNEY))) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean note(OutgoingMessage letter, boolean certain) {
        Map<String, Object> headers = letter.headers();
        return ledger.dead(new Death(
                headers.get(Envelope.MESSAGE_ID).toString(),
                text(headers, Envelope.SOURCE).isEmpty() ? "jms" : text(headers, Envelope.SOURCE),
                Envelope.journey(headers),
                text(headers, Envelope.ACCOUNT),
                text(headers, DeliveryHeaders.REASON),
                text(headers, DeliveryHeaders.DETAIL),
                clock.instant(),
                certain));
    }

    private static String text(Map<String, Object> headers, String name) {
        return Objects.toString(headers.get(name), "");
    }
}
