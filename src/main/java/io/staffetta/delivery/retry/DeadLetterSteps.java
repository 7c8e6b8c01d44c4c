package io.staffetta.delivery.retry;

import io.staffetta.delivery.OutgoingMessage;
import jakarta.jms.JMSException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Implements the step of the route that puts a dead letter into its queue: the letter is leased until its exchange
 * ends.
 *
 * <p>Thread-safe.
 */
public final class DeadLetterSteps {

    private final DeadLetterGuard guard;

    public DeadLetterSteps(DeadLetterGuard guard) {
        this.guard = guard;
    }

    /**
     * Claims a dead letter, see {@link DeadLetterGuard#isKept}, until the exchange is complete or has failed.
     *
     * @return whether it is not to be put into the queue
     * @throws io.staffetta.ledger.store.LedgerAwayException if nothing is certain
     */
    public boolean isKept(Exchange exchange, OutgoingMessage letter) throws JMSException {
        return guard.isKept(
                letter, release -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                    @Override
                    public void onDone(Exchange done) {
                        release.run();
                    }
                }));
    }
}
