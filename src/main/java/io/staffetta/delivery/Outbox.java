package io.staffetta.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;

/**
 * Builds the message that a route sends next, in place of whatever its message held, so that no header of a sender or
 * of a provider's answer goes where it should not.
 *
 * <p>Thread-safe.
 */
public final class Outbox {

    private static final int PERSISTENT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Seals seals;

    /**
     * @param seals seals what is for a queue of the gateway
     */
    public Outbox(Seals seals) {
        this.seals = seals;
    }

    /** Makes a message the one of an exchange, sealed for a queue of the gateway. */
    public void load(Exchange exchange, OutgoingMessage outgoing, String queue) {
        Message message = emptied(exchange);
        message.getHeaders().putAll(outgoing.headers());
        message.setBody(outgoing.body());
        seals.put(message.getHeaders(), outgoing.body(), queue);
    }

    /** The headers of a message for a queue of the gateway, with its seal. */
    public Map<String, Object> sealed(OutgoingMessage outgoing, String queue) {
        Map<String, Object> headers = new HashMap<>(outgoing.headers());
        seals.put(headers, outgoing.body(), queue);
        return headers;
    }

    /** Makes an outcome, as JSON with its properties, the message of an exchange. */
    public void loadOutcome(Exchange exchange, @Variable("event") OutcomeEvent event) throws JsonProcessingException {
        Message message = emptied(exchange);
        message.getHeaders().putAll(event.properties());
        message.setBody(JSON.writeValueAsString(event));
    }

    /** The message of an exchange, with nothing left of what it held; persistent, and as urgent as JMS has it. */
    private static Message emptied(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("JMSDeliveryMode", PERSISTENT);
        message.setHeader("JMSPriority", jakarta.jms.Message.DEFAULT_PRIORITY);
        return message;
    }
}
