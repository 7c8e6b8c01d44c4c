package io.staffetta.delivery.attempt;

import io.staffetta.delivery.AlreadyAcceptedException;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.OpenAttempt;
import io.staffetta.delivery.Seals;
import io.staffetta.delivery.SupersededException;
import io.staffetta.delivery.parking.Breakers;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.State;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Reads the messages that have come to their accounts, asks the ledger whether they may be submitted, and opens the
 * attempts of those that may.
 *
 * <p>Thread-safe.
 */
public final class AttemptOpener {

    private final Ledger ledger;
    private final AttemptPreparation deliveries;
    private final Consumer<InFlight> seals;
    private final Breakers breakers;
    private final Clock clock;
    private final LongAdder alreadyAccepted = new LongAdder();
    private final LongAdder superseded = new LongAdder();

    /**
     * @param seals lets the gateway's own messages on, see {@link Seals#check}
     * @param breakers know which accounts are parked
     */
    public AttemptOpener(
            Ledger ledger, AttemptPreparation deliveries, Consumer<InFlight> seals, Breakers breakers, Clock clock) {
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.seals = seals;
        this.breakers = breakers;
        this.clock = clock;
    }

    /** How often a message came to its account that a provider had already. */
    public long alreadyAccepted() {
        return alreadyAccepted.sum();
    }

    /** How often a copy of the past came to its account. */
    public long superseded() {
        return superseded.sum();
    }

    /**
     * Reads a message, which sets variables {@code replyTo}, {@code correlation}, {@code delivery} and {@code node} of its
     * exchange.
     *
     * @throws RuntimeException see {@link AttemptPreparation#begin}; also if its seal is not the gateway's
     */
    public void read(InFlight message) {
        AttemptExchange exchange = message.exchange();
        // Before anything on it is believed.
        seals.accept(message);
        exchange.noteSender();
        exchange.node(ledger.nodes().name(ledger.node()));
        prepare(message, deliveries.begin(exchange.body(), exchange.headers(), message.account()));
    }

    /** Prepares a message anew that has waited: meanwhile its deadline may have passed, or its account's quiet hours begun. */
    public void readAgain(InFlight message) {
        prepare(message, message.delivery().beginningAt(clock.instant().minusNanos(message.begunNanosAgo())));
    }

    private void prepare(InFlight message, Delivery delivery) {
        try {
            message.ready(delivery, deliveries.prepare(delivery));
        } catch (RuntimeException e) {
            // The ledger first: what a provider has neither expires nor waits.
            message.hindered(delivery, e);
        }
    }

    /** Whether a message may be tried now: what was taken before its account was parked stays on its queue. */
    public boolean isWanted(InFlight message) {
        return message.isProbe() || breakers.isOpen(message.account());
    }

    /** Asks the ledger about a message that was read, in a turn. */
    public CompletableFuture<AttemptDecision> ask(AttemptTurn turn, InFlight message) {
        if (message.token() == 0) {
            message.token(ledger.attempts().nextToken());
        }
        Delivery delivery = message.delivery();
        Submission submission = message.submission();
        Entry entry = new Entry(
                delivery.message(),
                message.account(),
                submission == null ? 0 : submission.segments(),
                delivery.version().redriveCount(),
                State.QUEUED,
                "",
                "",
                delivery.begun());
        return turn.begin(
                entry,
                delivery.version(),
                delivery.account().provider(),
                message.token(),
                delivery.begun(),
                submission != null,
                delivery.account().limits().concurrency());
    }

    /**
     * Does what the ledger has decided.
     *
     * @return whether the attempt is open, so that the message is to be submitted; variables {@code attempt}, {@code submission}
     *     and {@code wire} are set then
     * @throws AlreadyAcceptedException if a provider has it
     * @throws SupersededException if it is a copy of the past
     * @throws io.staffetta.provider.SubmissionException what became of it before, if that was not carried out for certain
     * @throws RuntimeException what hinders it, see {@link AttemptPreparation#prepare}
     */
    public boolean follow(InFlight message, AttemptDecision decision) {
        if (decision instanceof AttemptDecision.Go go && message.obstacle() == null) {
            message.exchange()
                    .open(new OpenAttempt(go.number(), message.token(), message.submission(), System.nanoTime()));
            return true;
        }
        ledger.attempts().abandon(message.token());
        if (decision instanceof AttemptDecision.Go) {
            throw message.obstacle();
        } else if (decision instanceof AttemptDecision.AlreadyAccepted accepted) {
            alreadyAccepted.increment();
            throw new AlreadyAcceptedException(accepted.attempt());
        } else if (decision instanceof AttemptDecision.Superseded) {
            superseded.increment();
            throw new SupersededException();
        } else if (decision instanceof AttemptDecision.Tried tried) {
            noteMaker(message.exchange(), tried.attempt());
            throw SubmissionException.of(tried.attempt().result(), null);
        }
        // Nothing is to be sent, there is no slot, or another copy of it is being submitted.
        return false;
    }

    private void noteMaker(AttemptExchange exchange, AttemptRecord attempt) {
        exchange.node(ledger.nodes().name(attempt.node()));
        if (attempt.isCutOff()) {
            exchange.cutOff();
        }
    }
}
