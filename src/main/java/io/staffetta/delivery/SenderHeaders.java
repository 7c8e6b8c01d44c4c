package io.staffetta.delivery;

import io.staffetta.message.Expiration;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/**
 * Filters the headers of a message that a sender put on a queue: keeps the fields of a message, and what JMS itself
 * has. What only the gateway writes, such as an id or a deadline, is not believed of anybody else, whatever it is
 * named.
 *
 * <p>Thread-safe.
 */
public final class SenderHeaders {

    private static final Set<String> JMS = Set.of(
            "JMSMessageID",
            "JMSTimestamp",
            "JMSPriority",
            "JMSExpiration",
            "JMSDestination",
            "JMSReplyTo",
            "JMSCorrelationID",
            "JMSRedelivered");
    private static final Set<String> FIELDS = Stream.of(
                    MessageReader.FIELDS.stream(), Stream.of(MessageHeaders.CONTENT_TYPE), JMS.stream())
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private final boolean keepsExpiration;

    /**
     * @param keepsExpiration whether {@link Expiration#KEPT} and {@link MessageHeaders#SENT_BY} are the embedded broker's, which lets no
     *     sender set them
     */
    public SenderHeaders(boolean keepsExpiration) {
        this.keepsExpiration = keepsExpiration;
    }

    /** Takes everything else off the message of an exchange. */
    public void keep(Exchange exchange) {
        JmsHeaders.restore(exchange);
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        Object expiration = headers.get(Expiration.KEPT);
        Object sentBy = headers.get(MessageHeaders.SENT_BY);
        strip(headers, Set.of());
        if (keepsExpiration && expiration instanceof Long) {
            headers.put(Expiration.KEPT, expiration);
        }
        if (keepsExpiration && sentBy instanceof String) {
            headers.put(MessageHeaders.SENT_BY, sentBy);
        }
        if (!ReplyAddress.isAllowed(headers.get("JMSReplyTo"))) {
            headers.remove("JMSReplyTo");
        }
    }

    /** Takes everything else off the message of each exchange. */
    public void keepEach(@Body List<Exchange> exchanges) {
        exchanges.forEach(this::keep);
    }

    /** Leaves the fields of a message, the headers of JMS, and these. */
    static void strip(Map<String, Object> headers, Set<String> others) {
        headers.keySet().removeIf(name -> !FIELDS.contains(name) && !others.contains(name));
    }
}
