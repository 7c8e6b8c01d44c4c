package io.staffetta.delivery;

import java.util.Map;

/**
 * A message on its way to a queue.
 *
 * @param body text or bytes, exactly as they arrived
 * @param headers JMS headers and properties, and nothing else
 */
public record OutgoingMessage(Object body, Map<String, Object> headers) {

    public OutgoingMessage {
        headers = Map.copyOf(headers);
    }

    /** Has neither body nor headers in it, so that it may be logged. */
    @Override
    public String toString() {
        return "OutgoingMessage";
    }
}
