package io.staffetta.delivery;

import io.staffetta.ledger.AttemptRecord;
import io.staffetta.ledger.Entry;
import io.staffetta.ledger.EntryRefusedException;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.LedgerAwayException;
import io.staffetta.ledger.State;
import io.staffetta.ledger.Verdict;
import io.staffetta.outcome.Outcome;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.report.ReportSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Opens each attempt in the ledger before the request leaves, and closes it before the message is acknowledged. While the
 * ledger is away it waits: nothing is sent blind, and what a provider has answered is not forgotten.
 *
 * <p>Thread-safe.
 */
public final class Attempts {

    /** Variable of an exchange whose message is tried with a parked account, to see whether it can be used again. */
    static final String PROBE = "probe";

    /** Variable of an exchange: name of the gateway that made its last attempt. */
    public static final String NODE = "node";

    /** Variable of an exchange whose last attempt was cut off: {@link Phase#CRASH}. */
    public static final String PHASE = "phase";

    private static final int NO_SLOT = -1;
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final Ledger ledger;
    private final Deliveries deliveries;
    private final ReportSchedule reports;
    private final Breakers breakers;
    private final UnusableAccounts unusable;
    private final AccountSlots slots;
    private final Clock clock;
    private final LongAdder alreadyAccepted = new LongAdder();
    private final LongAdder superseded = new LongAdder();
    private volatile boolean stopping;

    /**
     * @param reports when to ask for delivery reports
     * @param breakers are told how each attempt ended
     * @param unusable is told, too
     * @param slots where an attempt waits that finds no slot of its account free
     */
    public Attempts(
            Ledger ledger,
            Deliveries deliveries,
            ReportSchedule reports,
            Breakers breakers,
            UnusableAccounts unusable,
            AccountSlots slots,
            Clock clock) {
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.reports = reports;
        this.breakers = breakers;
        this.unusable = unusable;
        this.slots = slots;
        this.clock = clock;
    }

    /** From now on nobody waits for the ledger. */
    public void stop() {
        stopping = true;
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
     * Opens an attempt for a message that may be submitted now. Waits for a slot of its account first; variable {@code delivery}
     * of the exchange then says when it really begins.
     *
     * @throws AlreadyAcceptedException if a provider has it
     * @throws SupersededException if it is a copy of the past
     * @throws SubmissionException what became of it before, if that was not carried out for certain
     * @throws ExpiredException if its deadline has passed
     * @throws NotYetDueException if it is to be sent later
     * @throws io.staffetta.message.InvalidMessageException if the account's provider cannot carry it, or the ledger does not
     *     keep it
     * @throws NoMoreTurnsException if the account stops submitting while it waits for a slot, or was parked while it waited for
     *     its turn
     * @throws LedgerAwayException if the gateway stops while the ledger is away
     */
    public OpenAttempt open(Delivery delivery, Exchange exchange) throws InterruptedException {
        throwIfParked(delivery, exchange);
        exchange.setVariable(NODE, ledger.nodeName(ledger.node()));
        long token = slots.token(exchange);
        boolean waits = !slots.hasSlot(exchange) && slots.isWaitedFor(delivery);
        Optional<OpenAttempt> first = waits ? Optional.empty() : openNow(delivery, exchange, token);
        OpenAttempt attempt = first.isPresent()
                ? first.get()
                : slots.await(delivery, now -> {
                    exchange.setVariable("delivery", now);
                    throwIfParked(now, exchange);
                    return openNow(now, exchange, token);
                });
        slots.opened(exchange);
        return attempt;
    }

    /** What was on its way when its account was parked stays on its queue, like what comes after it. */
    private void throwIfParked(Delivery delivery, Exchange exchange) {
        String account = delivery.account().id();
        if (exchange.getVariable(PROBE) == null && !breakers.isOpen(account)) {
            throw new NoMoreTurnsException(account);
        }
    }

    /** Empty if there is no slot. */
    private Optional<OpenAttempt> openNow(Delivery delivery, Exchange exchange, long token) {
        Submission submission = null;
        RuntimeException obstacle = null;
        try {
            submission = deliveries.prepare(delivery);
        } catch (RuntimeException e) {
            // The ledger first: what a provider has neither expires nor waits.
            obstacle = e;
        }
        int number = judged(delivery, exchange, submission, token);
        if (obstacle != null) {
            throw obstacle;
        }
        return number == NO_SLOT
                ? Optional.empty()
                : Optional.of(new OpenAttempt(number, token, submission, System.nanoTime()));
    }

    /**
     * Closes an attempt that was accepted.
     *
     * @param providerMessageId the provider's id of the message; may be empty
     */
    public void accepted(Delivery delivery, OpenAttempt attempt, String providerMessageId) {
        close(
                delivery,
                attempt,
                new AttemptRecord.Result(
                        Outcome.ACCEPTED, "", 0, "", 0, providerMessageId == null ? "" : providerMessageId));
    }

    /**
     * Closes the attempt of an exchange as accepted, of which the provider has told only when it was asked; also one that was
     * closed as of unknown outcome before.
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
        accepted(delivery, attempt, providerMessageId);
        exchange.removeVariable("attempt");
    }

    /** Closes the attempt of an exchange that has failed; does nothing if none was opened. */
    public void failed(Exchange exchange) {
        OpenAttempt attempt = exchange.getVariable("attempt", OpenAttempt.class);
        if (attempt == null) {
            return;
        }
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        close(exchange.getVariable("delivery", Delivery.class), attempt, result(failure));
        exchange.removeVariable("attempt");
    }

    private int judged(Delivery delivery, Exchange exchange, Submission submission, long token) {
        Entry entry = new Entry(
                delivery.message(),
                delivery.account().id(),
                submission == null ? 0 : submission.segments(),
                delivery.passage().journey(),
                State.QUEUED,
                "",
                "",
                delivery.begun());
        while (true) {
            Verdict verdict = begun(delivery, entry, token, submission != null);
            if (verdict instanceof Verdict.Go go) {
                return go.number();
            } else if (verdict instanceof Verdict.AlreadyAccepted accepted) {
                alreadyAccepted.increment();
                throw new AlreadyAcceptedException(accepted.attempt());
            } else if (verdict instanceof Verdict.Superseded) {
                superseded.increment();
                throw new SupersededException();
            } else if (verdict instanceof Verdict.Tried tried) {
                noteMaker(exchange, tried.attempt());
                throw again(tried.attempt());
            } else if (verdict instanceof Verdict.NoSlot) {
                return NO_SLOT;
            }
            // Meanwhile others may have its slot, if it has one.
            ledger.giveBackSlot(delivery.account().id(), delivery.message().id(), token);
            slots.freed(delivery.account().id());
            pause("Another copy of the message is being submitted");
        }
    }

    private void noteMaker(Exchange exchange, AttemptRecord attempt) {
        exchange.setVariable(NODE, ledger.nodeName(attempt.node()));
        if (attempt.isCutOff()) {
            exchange.setVariable(PHASE, Phase.CRASH);
        }
    }

    private Verdict begun(Delivery delivery, Entry entry, long token, boolean open) {
        try {
            return patiently(() -> ledger.begin(
                    entry,
                    delivery.passage(),
                    delivery.account().provider(),
                    token,
                    delivery.begun(),
                    open,
                    delivery.account().limits().concurrency()));
        } catch (EntryRefusedException e) {
            throw e.ofMessage();
        }
    }

    private void close(Delivery delivery, OpenAttempt attempt, AttemptRecord.Result result) {
        Instant ended = clock.instant();
        String account = delivery.account().id();
        long now = System.nanoTime();
        breakers.note(account, result, Duration.ofNanos(now - attempt.opened()), attempt.opened());
        unusable.note(account, delivery.message().id(), result, attempt.opened(), now);
        AttemptRecord closed = new AttemptRecord(
                delivery.message().id(),
                attempt.number(),
                delivery.passage().journey(),
                delivery.passage().hop(),
                account,
                delivery.account().provider(),
                ledger.node(),
                attempt.token(),
                delivery.begun(),
                ended,
                result);
        Instant reportDue = result.outcome() == Outcome.ACCEPTED
                        && !result.providerMessageId().isEmpty()
                ? reports.firstAfter(delivery.account(), closed.ended())
                : null;
        try {
            patiently(() -> {
                ledger.end(closed, reportDue);
                return closed;
            });
        } catch (LedgerAwayException e) {
            ledger.abandon(attempt.token());
            throw e;
        }
        slots.freed(account);
    }

    /** Also with a thread that is interrupted, as when its account's route ends: what it has begun is to be known. */
    private <T> T patiently(Supplier<T> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (LedgerAwayException e) {
                    interrupted |= Thread.interrupted();
                    pause(e.getMessage());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void pause(String why) {
        if (stopping || Thread.currentThread().isInterrupted()) {
            throw new LedgerAwayException(why, null);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** What was thrown when an attempt ended so. */
    private static SubmissionException again(AttemptRecord attempt) {
        AttemptRecord.Result result = attempt.result();
        return switch (result.outcome()) {
            case REFUSED -> new RefusedException(result.detail(), result.httpStatus(), result.providerCode());
            case BUSY ->
                new BusyException(
                        result.detail(),
                        result.httpStatus(),
                        result.providerCode(),
                        Duration.ofMillis(result.retryAfterMillis()));
            case NOT_SENT -> new NotSentException(result.detail(), null);
            case ACCOUNT_UNUSABLE ->
                new AccountUnusableException(result.detail(), result.httpStatus(), result.providerCode());
            case UNKNOWN, ACCEPTED ->
                new UnknownOutcomeException(
                        result.detail(), result.httpStatus(), result.providerCode(), result.providerMessageId());
        };
    }

    private static AttemptRecord.Result result(Exception failure) {
        if (failure instanceof SubmissionException answer) {
            long retryAfter =
                    answer instanceof BusyException busy ? busy.retryAfter().toMillis() : 0;
            return new AttemptRecord.Result(
                    answer.outcome(),
                    String.valueOf(answer.getMessage()),
                    answer.httpStatus(),
                    answer.providerCode(),
                    retryAfter,
                    answer instanceof UnknownOutcomeException unknown ? unknown.providerMessageId() : "");
        }
        return new AttemptRecord.Result(Outcome.UNKNOWN, String.valueOf(failure), 0, "", 0, "");
    }
}
