package io.staffetta.intake;

import io.staffetta.delivery.Outbox;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/**
 * Makes what was routed ready for its queue.
 *
 * <p>Thread-safe.
 */
public final class RoutedOutbox {

    private final Outbox outbox;

    public RoutedOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Makes a message the one of an exchange, and its queue variable {@code queue}. Of one that no account can take the queue is
     * empty, and variable {@code deadLetter} has what becomes of it.
     */
    public void load(Exchange exchange, @Body RoutedMessage routed) {
        exchange.setVariable("queue", routed.queue());
        if (routed.isDead()) {
            exchange.setVariable("deadLetter", routed.deadLetter());
        } else {
            outbox.load(exchange, routed.outgoing(), routed.queue());
        }
    }
}
