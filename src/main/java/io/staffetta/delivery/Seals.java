package io.staffetta.delivery;

import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Seal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Adds a seal to messages for queues of the gateway, and refuses messages from them that have no valid one.
 *
 * <p>Thread-safe.
 */
public final class Seals {

    /** What the broker writes on a message that it gives up, and what is looked at there. */
    private static final Set<String> OF_BROKER = Set.of("originalExpiration", "dlqDeliveryFailureCause");

    private static final List<String> ONLY_OURS =
            List.of(Seal.PROPERTY, MessageHeaders.MESSAGE_ID, MessageHeaders.RECIPIENT, MessageHeaders.DEADLINE);

    private final Seal seal;
    private final Instant unsealedUntil;
    private final Clock clock;

    /**
     * @param seal by the key of this gateway
     * @param unsealedUntil until when messages without a seal are let on, too; {@link Instant#EPOCH} for never
     */
    public Seals(Seal seal, Instant unsealedUntil, Clock clock) {
        this.seal = seal;
        this.unsealedUntil = unsealedUntil;
        this.clock = clock;
    }

    /** The headers of a message with its seal, for a queue. */
    void put(Map<String, Object> headers, Object body, String queue) {
        headers.put(Seal.PROPERTY, seal.of(queue, headers, body));
    }

    /** Seals the message of an exchange anew, for another queue. */
    public void renew(Exchange exchange, String queue) {
        Message message = exchange.getMessage();
        put(message.getHeaders(), message.getBody(), queue);
    }

    /**
     * Lets the message of an exchange on that came from a queue of the gateway, with the properties that its seal covers.
     *
     * @throws InvalidMessageException if it has no seal for this queue; then nothing is left on it but what a sender may say
     */
    public void check(Exchange exchange) {
        JmsHeaders.restore(exchange);
        check(exchange, Objects.requireNonNullElse(JmsHeaders.queue(exchange), ""));
    }

    /** Looks at the message of each exchange. Those that have no seal for their queue fail, and no other. */
    public void checkEach(@Body List<Exchange> exchanges) {
        for (Exchange exchange : exchanges) {
            try {
                check(exchange);
            } catch (InvalidMessageException e) {
                exchange.setException(e);
            }
        }
    }

    /**
     * The same for a message that the broker gave up, whatever queue it was on. One without any property of the gateway may be a
     * sender's, which was not taken in yet.
     */
    public void checkGivenUp(Exchange exchange) {
        JmsHeaders.restore(exchange);
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        if (ONLY_OURS.stream().anyMatch(headers::containsKey)) {
            check(exchange, null);
        } else {
            SenderHeaders.strip(headers, OF_BROKER);
        }
    }

    private void check(Exchange exchange, String queue) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        try {
            Set<String> covered =
                    seal.check(queue, headers, exchange.getMessage().getBody());
            headers.keySet()
                    .removeIf(name -> !covered.contains(name) && !name.startsWith("JMS") && !OF_BROKER.contains(name));
        } catch (InvalidMessageException e) {
            if (!clock.instant().isBefore(unsealedUntil)) {
                SenderHeaders.strip(headers, Set.of());
                throw e;
            }
            headers.keySet().removeIf(name -> name.startsWith("Camel") || name.equals(Seal.PROPERTY));
        }
    }
}
