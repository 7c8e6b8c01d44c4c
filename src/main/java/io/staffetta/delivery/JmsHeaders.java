package io.staffetta.delivery;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.JmsMessage;

/** The JMS headers of a message that came from a queue, which properties of the same names would otherwise hide. */
final class JmsHeaders {

    private JmsHeaders() {}

    /** Puts the headers of JMS itself in place of what properties of such names say. */
    static void restore(Exchange exchange) {
        Message jms = jms(exchange);
        if (jms == null) {
            return;
        }
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        headers.keySet().removeIf(name -> name.regionMatches(true, 0, "JMS", 0, "JMS".length()));
        try {
            put(headers, "JMSMessageID", jms.getJMSMessageID());
            put(headers, "JMSTimestamp", jms.getJMSTimestamp());
            put(headers, "JMSPriority", jms.getJMSPriority());
            // Without it what is put on another queue would not survive a restart of the broker.
            put(headers, "JMSDeliveryMode", jms.getJMSDeliveryMode());
            put(headers, "JMSExpiration", jms.getJMSExpiration());
            put(headers, "JMSDestination", jms.getJMSDestination());
            put(headers, "JMSReplyTo", jms.getJMSReplyTo());
            put(headers, "JMSCorrelationID", jms.getJMSCorrelationID());
            put(headers, "JMSRedelivered", jms.getJMSRedelivered());
        } catch (JMSException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** Name of the queue that a message came from; {@code null} if it came from none. */
    static String queue(Exchange exchange) {
        Message jms = jms(exchange);
        try {
            Destination destination = jms == null ? null : jms.getJMSDestination();
            return destination instanceof Queue queue ? queue.getQueueName() : null;
        } catch (JMSException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static Message jms(Exchange exchange) {
        return exchange.getMessage() instanceof JmsMessage message ? message.getJmsMessage() : null;
    }

    private static void put(Map<String, Object> headers, String name, Object value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
