package io.staffetta.delivery.attempt;

import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.EndedAttempt;
import io.staffetta.delivery.OpenAttempt;
import io.staffetta.delivery.Phase;
import io.staffetta.delivery.outcome.ReportSchedule;
import io.staffetta.delivery.parking.Breakers;
import io.staffetta.delivery.parking.UnusableAccounts;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.message.Outcome;
import io.staffetta.provider.SubmissionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * Says how attempts ended: to the ledger, and to those who judge accounts.
 *
 * <p>Thread-safe.
 */
public final class Attempts {

    /** Variable of an exchange whose message is tried with a parked account, to see whether it can be used again. */
    public static final String PROBE = "probe";

    /** Variable of an exchange: name of the gateway that made its last attempt. */
    public static final String NODE = "node";

    /** Variable of an exchange whose last attempt was cut off: {@link Phase#CRASH}. */
    public static final String PHASE = "phase";

    /** Variable of an exchange: how its attempt ended, if that is not in the ledger yet. */
    public static final String ENDED = "ended";

    private final Ledger ledger;
    private final ReportSchedule reports;
    private final Breakers breakers;
    private final UnusableAccounts unusable;
    private final Clock clock;

    /**
     * @param reports when to ask for delivery reports
     * @param breakers are told how each attempt ended
     * @param unusable is told, too
     */
    public Attempts(Ledger ledger, ReportSchedule reports, Breakers breakers, UnusableAccounts unusable, Clock clock) {
        this.ledger = ledger;
        this.reports = reports;
        this.breakers = breakers;
        this.unusable = unusable;
        this.clock = clock;
    }

    /**
     * Closes an accepted attempt in a turn. Who judges its account hears of it the first time.
     *
     * @param providerMessageId the provider's id of the message; may be empty
     * @return completes when it is closed; fails with {@link io.staffetta.ledger.store.LedgerAwayException} if that is not
     *     certain
     */
    public CompletableFuture<Void> accepted(AttemptTurn turn, InFlight message, String providerMessageId) {
        OpenAttempt attempt = message.exchange().getVariable("attempt", OpenAttempt.class);
        Outcome result = accepted(providerMessageId);
        if (message.tellOnce()) {
            tell(message.delivery(), attempt, result);
        }
        AttemptRecord closed = closed(message.delivery(), attempt, result);
        return turn.end(closed, reportDue(message.delivery(), closed));
    }

    private static Outcome accepted(String providerMessageId) {
        return new Outcome.Accepted(providerMessageId == null ? "" : providerMessageId);
    }

    /**
     * Ends the attempt of an exchange as accepted, of which the provider has told only when it was asked; also one that was
     * closed as of unknown outcome before. It is closed in the ledger with those of other messages, see {@code FailedMessages}.
     *
     * @param providerMessageId the provider's id of the message
     */
    public void learned(Exchange exchange, String providerMessageId) {
        Delivery delivery = exchange.getVariable("delivery", Delivery.class);
        OpenAttempt attempt = exchange.getVariable("attempt", OpenAttempt.class);
        if (attempt == null) {
            List<AttemptRecord> all = ledger.attempts(delivery.message().id());
            AttemptRecord last = all.get(all.size() - 1);
            // Perhaps of another process: this one has no such token.
            attempt = new OpenAttempt(last.number(), 0, null, System.nanoTime());
        }
        end(exchange, delivery, attempt, accepted(providerMessageId));
    }

    /** Raises what came of a message, in variable {@code failure} of its exchange, for the error handling of the route to see to. */
    public void raise(Exchange exchange) {
        exchange.setException(exchange.getVariable("failure", Exception.class));
    }

    /**
     * Ends the attempt of an exchange that has failed; does nothing if none was opened. It is closed in the ledger with those of
     * other messages, see {@code FailedMessages}.
     */
    public void failed(Exchange exchange) {
        OpenAttempt attempt = exchange.getVariable("attempt", OpenAttempt.class);
        if (attempt == null) {
            return;
        }
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        end(
                exchange,
                exchange.getVariable("delivery", Delivery.class),
                attempt,
                SubmissionException.outcomeOf(failure));
    }

    private void end(Exchange exchange, Delivery delivery, OpenAttempt attempt, Outcome result) {
        tell(delivery, attempt, result);
        AttemptRecord closed = closed(delivery, attempt, result);
        exchange.setVariable(ENDED, new EndedAttempt(closed, reportDue(delivery, closed)));
        exchange.removeVariable("attempt");
    }

    private void tell(Delivery delivery, OpenAttempt attempt, Outcome result) {
        String account = delivery.account().id();
        long now = System.nanoTime();
        breakers.note(account, result, Duration.ofNanos(now - attempt.opened()), attempt.opened());
        unusable.note(account, delivery.message().id(), result, attempt.opened(), now);
    }

    private AttemptRecord closed(Delivery delivery, OpenAttempt attempt, Outcome result) {
        return new AttemptRecord(
                delivery.message().id(),
                attempt.number(),
                delivery.passage().journey(),
                delivery.passage().hop(),
                delivery.account().id(),
                delivery.account().provider(),
                ledger.node(),
                attempt.token(),
                delivery.begun(),
                clock.instant(),
                result);
    }

    /** When to ask for a delivery report; {@code null} for never. */
    private Instant reportDue(Delivery delivery, AttemptRecord closed) {
        Outcome result = closed.result();
        return result.kind() == Outcome.Kind.ACCEPTED
                        && !result.providerMessageId().isEmpty()
                ? reports.firstAfter(delivery.account(), closed.ended())
                : null;
    }
}
