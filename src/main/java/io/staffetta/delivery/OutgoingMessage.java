package io.staffetta.delivery;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * A message on its way to a queue: what the next JMS endpoint of a route sends.
 *
 * @param body text or bytes, exactly as they arrived
 * @param headers JMS headers and properties, and nothing else
 */
public record OutgoingMessage(Object body, Map<String, Object> headers) {

    /** JMS delivery mode of everything that the gateway sends. */
    public static final int PERSISTENT = 2;

    public OutgoingMessage {
        headers = Map.copyOf(headers);
    }

    /** Makes this the message of an exchange, in place of what was there. */
    public void load(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.getHeaders().putAll(headers);
        message.setHeader("JMSDeliveryMode", PERSISTENT);
        message.setBody(body);
    }

    /** Has neither body nor headers in it, so that it may be logged. */
    @Override
    public String toString() {
        return "OutgoingMessage";
    }
}
