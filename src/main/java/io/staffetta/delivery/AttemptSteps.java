package io.staffetta.delivery;

import org.apache.camel.Exchange;

/**
 * The steps of the route {@code attempt}. They hand on to each other by variables of the exchange, which the routes read that
 * come after: {@code delivery}, {@code attempt} while one is open, {@code submission}, {@code wire}, {@code event},
 * {@code replyTo} and {@code correlation}. They set them here, since Camel's {@code variableReceive} copies all headers of the message
 * with each.
 *
 * <p>Thread-safe.
 */
public final class AttemptSteps {

    private final Deliveries deliveries;
    private final AccountPace pace;
    private final Attempts attempts;
    private final OutcomeEvents events;

    public AttemptSteps(Deliveries deliveries, AccountPace pace, Attempts attempts, OutcomeEvents events) {
        this.deliveries = deliveries;
        this.pace = pace;
        this.attempts = attempts;
        this.events = events;
    }

    /**
     * Reads the message, which is on the queue of the account in variable {@code accountId}.
     *
     * @throws RuntimeException see {@link Deliveries#begin}
     */
    public void begin(Exchange exchange) {
        note(exchange, "replyTo", exchange.getMessage().getHeader("JMSReplyTo"));
        note(exchange, "correlation", exchange.getMessage().getHeader("JMSCorrelationID"));
        exchange.setVariable("delivery", deliveries.begin(exchange, exchange.getVariable("accountId", String.class)));
    }

    /**
     * Waits until the account may begin its next submission.
     *
     * @throws NoMoreTurnsException see {@link AccountPace#await}
     */
    public void awaitTurn(Exchange exchange) throws InterruptedException {
        exchange.setVariable("delivery", pace.await(delivery(exchange), exchange));
    }

    /**
     * Opens the attempt in the ledger, before the request leaves.
     *
     * @throws RuntimeException see {@link Attempts#open}
     */
    public void open(Exchange exchange) throws InterruptedException {
        OpenAttempt attempt = attempts.open(delivery(exchange), exchange);
        exchange.setVariable("attempt", attempt);
        exchange.setVariable("submission", attempt.submission());
        exchange.setVariable("wire", attempt.submission().account().wire());
    }

    /** Closes the attempt as accepted; the body is the provider's id of the message, or empty. */
    public void accepted(Exchange exchange) {
        String providerMessageId = exchange.getMessage().getBody(String.class);
        OpenAttempt attempt = exchange.getVariable("attempt", OpenAttempt.class);
        attempts.accepted(delivery(exchange), attempt, providerMessageId);
        exchange.removeVariable("attempt");
        exchange.setVariable("event", events.accepted(delivery(exchange), attempt.submission(), providerMessageId));
    }

    private static Delivery delivery(Exchange exchange) {
        return exchange.getVariable("delivery", Delivery.class);
    }

    private static void note(Exchange exchange, String variable, Object value) {
        if (value != null) {
            exchange.setVariable(variable, value);
        }
    }
}
