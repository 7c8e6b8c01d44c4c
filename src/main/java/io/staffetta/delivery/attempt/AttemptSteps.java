package io.staffetta.delivery.attempt;

import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.parking.UnusableAccounts;
import io.staffetta.message.Outcome;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Steps of the routes that see to an attempt which did not end in its acceptance: reads what an exchange has, asks those who decide,
 * and leaves what they say.
 *
 * <p>Thread-safe.
 */
public final class AttemptSteps {

    private final Attempts attempts;
    private final UnusableAccounts unusable;

    public AttemptSteps(Attempts attempts, UnusableAccounts unusable) {
        this.attempts = attempts;
        this.unusable = unusable;
    }

    /** Raises what came of a message, in variable {@code failure} of its exchange, for the error handling of the route to see to. */
    public void raise(Exchange exchange) {
        new AttemptExchange(exchange).raise();
    }

    /**
     * Finds out whose fault it is that an account cannot be used. Where the message is to blame, the failure that the exchange has caught becomes a
     * refusal that says so, and variable {@code ownFault} is set.
     */
    public void findFault(Exchange exchange) {
        AttemptExchange message = new AttemptExchange(exchange);
        Delivery delivery = message.delivery();
        if (delivery == null || message.attempt() == null) {
            return;
        }
        Optional<Outcome> refusal = unusable.findFault(
                delivery.account().id(), delivery.message().id(), SubmissionException.outcomeOf(message.caught()));
        if (refusal.isPresent()) {
            message.ownFault();
            message.caught(SubmissionException.of(refusal.get(), null));
        }
    }

    /** Leaves the message of an exchange on its queue. */
    public void leaveUnacknowledged(Exchange exchange) {
        new AttemptExchange(exchange).leave();
    }

    /**
     * Takes up what asking the provider has shown, in variable {@code learned}. An acceptance ends the attempt; it is closed in the
     * ledger with those of other messages, see {@code FailedMessages}. Else it is the outcome from now on, for whoever reads the dead
     * letter.
     */
    public void takeUpAnswer(Exchange exchange) {
        AttemptExchange message = new AttemptExchange(exchange);
        Outcome learned = exchange.getVariable("learned", Outcome.class);
        if (learned instanceof Outcome.Accepted accepted) {
            message.ended(attempts.learned(message.delivery(), message.attempt(), accepted));
        } else if (learned instanceof Outcome.Unknown unknown) {
            message.caught(new UnknownOutcomeException(unknown, message.caught().getCause()));
        }
    }

    /**
     * Ends the attempt of an exchange that has failed; does nothing if none was opened. It is closed in the ledger with those of
     * other messages, see {@code FailedMessages}.
     */
    public void end(Exchange exchange) {
        AttemptExchange message = new AttemptExchange(exchange);
        if (message.attempt() != null) {
            message.ended(attempts.failed(
                    message.delivery(), message.attempt(), SubmissionException.outcomeOf(message.caught())));
        }
    }
}
