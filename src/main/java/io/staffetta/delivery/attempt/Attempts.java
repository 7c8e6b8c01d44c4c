package io.staffetta.delivery.attempt;

import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.EndedAttempt;
import io.staffetta.delivery.OpenAttempt;
import io.staffetta.delivery.outcome.ReportSchedule;
import io.staffetta.delivery.parking.Breakers;
import io.staffetta.delivery.parking.UnusableAccounts;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.message.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reports how attempts ended: to the ledger, and to those who decide about accounts.
 *
 * <p>Thread-safe.
 */
public final class Attempts {

    private final Ledger ledger;
    private final ReportSchedule reports;
    private final Breakers breakers;
    private final UnusableAccounts unusable;
    private final AttemptListener listener;
    private final Clock clock;

    /**
     * @param reports when to ask for delivery reports
     * @param breakers are told how each attempt ended
     * @param unusable is told, too
     * @param listener is told, too
     */
    public Attempts(
            Ledger ledger,
            ReportSchedule reports,
            Breakers breakers,
            UnusableAccounts unusable,
            AttemptListener listener,
            Clock clock) {
        this.ledger = ledger;
        this.reports = reports;
        this.breakers = breakers;
        this.unusable = unusable;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Closes an accepted attempt in a turn. Those who decide about its account hear of it the first time.
     *
     * @param providerMessageId the provider's id of the message; may be empty
     * @return completes when it is closed; fails with {@link io.staffetta.ledger.store.LedgerAwayException} if that is not
     *     certain
     */
    public CompletableFuture<Void> accepted(AttemptTurn turn, InFlight message, String providerMessageId) {
        OpenAttempt attempt = message.exchange().attempt();
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
     * Ends an attempt as accepted, of which the provider has told only when it was asked; also one that was closed as of unknown
     * outcome before.
     *
     * @param open the attempt; {@code null} if it was closed before
     * @return what the ledger is to be told
     */
    EndedAttempt learned(Delivery delivery, OpenAttempt open, Outcome.Accepted accepted) {
        OpenAttempt attempt = open;
        if (attempt == null) {
            List<AttemptRecord> all =
                    ledger.messages().attempts(delivery.message().id());
            AttemptRecord last = all.get(all.size() - 1);
            // Perhaps of another process: this one has no such token.
            attempt = new OpenAttempt(last.number(), 0, null, System.nanoTime());
        }
        return ended(delivery, attempt, accepted);
    }

    /**
     * Ends an attempt that was not accepted.
     *
     * @return what the ledger is to be told
     */
    EndedAttempt failed(Delivery delivery, OpenAttempt attempt, Outcome outcome) {
        return ended(delivery, attempt, outcome);
    }

    private EndedAttempt ended(Delivery delivery, OpenAttempt attempt, Outcome outcome) {
        tell(delivery, attempt, outcome);
        AttemptRecord closed = closed(delivery, attempt, outcome);
        return new EndedAttempt(closed, reportDue(delivery, closed));
    }

    private void tell(Delivery delivery, OpenAttempt attempt, Outcome result) {
        String account = delivery.account().id();
        long now = System.nanoTime();
        breakers.note(account, result, Duration.ofNanos(now - attempt.opened()), attempt.opened());
        unusable.note(account, delivery.message().id(), result, attempt.opened(), now);
        listener.ended(delivery, result, now - attempt.opened());
    }

    private AttemptRecord closed(Delivery delivery, OpenAttempt attempt, Outcome result) {
        return new AttemptRecord(
                delivery.message().id(),
                attempt.number(),
                delivery.version().redriveCount(),
                delivery.version().requeueCount(),
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
