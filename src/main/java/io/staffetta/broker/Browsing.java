package io.staffetta.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Enumeration;

/** Browses a queue, and leaves its messages there. */
public final class Browsing {

    private Browsing() {}

    /** Handles each message that is read. */
    public interface Reader {
        /** Returns whether there may be more. */
        boolean read(Message message) throws JMSException;
    }

    /**
     * Looks at a queue from its beginning to its end, or until the reader has enough.
     *
     * @param connection started
     * @param selector which messages; {@code null} for all
     * @throws JMSException also if the connection ended before all was seen
     */
    public static void each(Connection connection, String queue, String selector, Reader reader) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(session.createQueue(queue), selector)) {
            boolean more = true;
            for (Enumeration<?> found = browser.getEnumeration(); more && found.hasMoreElements(); ) {
                Message message = (Message) found.nextElement();
                more = message == null || reader.read(message);
            }
        } catch (JMSRuntimeException e) {
            // An enumeration can throw nothing else.
            throw (JMSException) new JMSException(e.getMessage()).initCause(e);
        }
    }
}
