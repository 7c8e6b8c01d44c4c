package io.staffetta.delivery.outcome;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.ReportNotes;
import io.staffetta.ledger.figures.FigureQueries;
import io.staffetta.ledger.history.ExpectedReport;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.ReportUnavailableException;
import io.staffetta.provider.wire.DeliveryReports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls providers for delivery reports of the messages that they took, until they know or it is too late: each account
 * by itself, several questions at once, so that a provider that is slow, or hangs, delays no other.
 *
 * <p>Thread-safe.
 */
public final class ReportPolling implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportPolling.class);

    /** Of what an account may have under way at once so many parts are for submissions for each one for questions. */
    private static final int SUBMISSIONS_TO_QUESTIONS = 4;

    private final Ledger ledger;
    private final ReportNotes notes;
    private final DeliveryReports reports;
    private final ReportSchedule schedule;
    private final CurrentAccounts accounts;
    private final OutcomeEvents events;
    private final ProducerTemplate outcomes;
    private final BooleanSupplier mine;
    private final RepeatedFaults faults;
    private final Clock clock;
    private final Asking asking;
    private final Map<String, AccountReports> questions = new ConcurrentHashMap<>();
    private volatile boolean allowed;
    private volatile boolean stopping;

    /**
     * Sets how providers are polled.
     *
     * @param perSecond most questions to the provider of one account in a second, above 0
     * @param executor reads and writes what is known of messages before and after them; runs nothing that waits for a provider
     * @param asked is told of each: the id of its account, and whether the provider has answered
     */
    public record Asking(double perSecond, Executor executor, BiConsumer<String, Boolean> asked) {}

    /**
     * @param outcomes tells what became of messages, by the route named outcome
     * @param mine whether this node is the one to ask; called once for each {@link #run}
     * @param faults tells what comes again and again
     */
    public ReportPolling(
            Ledger ledger,
            DeliveryReports reports,
            ReportSchedule schedule,
            CurrentAccounts accounts,
            OutcomeEvents events,
            ProducerTemplate outcomes,
            BooleanSupplier mine,
            RepeatedFaults faults,
            Clock clock,
            Asking asking) {
        this.ledger = ledger;
        notes = new ReportNotes(ledger);
        this.reports = reports;
        this.schedule = schedule;
        this.accounts = accounts;
        this.events = events;
        this.outcomes = outcomes;
        this.mine = mine;
        this.faults = faults;
        this.clock = clock;
        this.asking = asking;
    }

    /** Has each message asked for of which it is time; waits for no provider. */
    @Override
    public void run() {
        try {
            allowed = !stopping && mine.getAsBoolean();
            if (allowed) {
                ledger.read(connection -> FigureQueries.accountsWithReportsDue(connection, clock.instant()))
                        .forEach(this::askSafely);
            } else {
                questions.values().forEach(AccountReports::forget);
            }
        } catch (LedgerAwayException e) {
            allowed = false;
            LOG.debug("No reports are asked for", e);
        } catch (RuntimeException e) {
            warn(e);
        }
    }

    /** From now on asks no more. */
    public void stop() {
        stopping = true;
    }

    /**
     * Begins questions to an account's provider, so that a fault of one account's keeps no other waiting.
     *
     * @throws LedgerAwayException if the ledger cannot be read
     */
    private void askSafely(String accountId) {
        try {
            ask(accountId);
        } catch (LedgerAwayException e) {
            throw e;
        } catch (RuntimeException e) {
            warn(e);
        }
    }

    /** Begins as many questions to an account's provider as may be under way; waits for none. */
    private void ask(String accountId) {
        AccountReports account = questions.computeIfAbsent(accountId, id -> new AccountReports(asking.perSecond()));
        int most = accounts.find(accountId)
                .map(found -> Math.max(1, found.limits().concurrency() / SUBMISSIONS_TO_QUESTIONS))
                .orElse(1);
        Optional<ExpectedReport> next = next(accountId, most, account);
        while (next.isPresent()) {
            ExpectedReport question = next.get();
            try {
                inTurn(account).execute(() -> ask(question, account));
            } catch (RejectedExecutionException e) {
                account.over(question);
                LOG.debug("The gateway stops: no more reports are asked for", e);
                return;
            }
            next = next(accountId, most, account);
        }
    }

    private Optional<ExpectedReport> next(String accountId, int most, AccountReports account) {
        return allowed && !stopping
                ? account.next(most, atOnce -> notes.expected(accountId, clock.instant(), atOnce))
                : Optional.empty();
    }

    private Executor inTurn(AccountReports account) {
        long wait = account.turn();
        return wait > 0
                ? CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, asking.executor())
                : asking.executor();
    }

    private void ask(ExpectedReport question, AccountReports account) {
        MessageRecord message = question.message();
        CompletableFuture<Void> unused = accounts.find(message.account())
                .map(asked -> reports.begin(asked, message.providerMessageId(), message.recipient())
                        .handleAsync(
                                (report, failure) -> answered(question, asked, account, report, failure),
                                asking.executor()))
                .orElseGet(() -> CompletableFuture.completedFuture(new Learned(State.ACCEPTED, Duration.ZERO)))
                .thenCompose(learned -> note(question, learned))
                .whenCompleteAsync((noted, failure) -> over(question, account, failure), asking.executor());
    }

    /**
     * What is known of a message after a question.
     *
     * @param least in which time it is to be asked again at the earliest
     */
    private record Learned(State state, Duration least) {}

    private Learned answered(
            ExpectedReport question,
            Account account,
            AccountReports questionsOfAccount,
            Optional<DeliveryReport> report,
            Throwable failure) {
        boolean hasAnswered = failure == null;
        questionsOfAccount.answered(hasAnswered);
        asking.asked().accept(account.id(), hasAnswered);
        MessageRecord message = question.message();
        if (hasAnswered) {
            return new Learned(report.map(told -> learn(message, account, told)).orElse(State.ACCEPTED), Duration.ZERO);
        }
        LOG.debug("Message {}: {}", message.id(), failure.getMessage());
        return new Learned(
                State.ACCEPTED,
                failure instanceof ReportUnavailableException unavailable ? unavailable.retryAfter() : Duration.ZERO);
    }

    private CompletableFuture<Void> note(ExpectedReport question, Learned learned) {
        MessageRecord message = question.message();
        Instant now = clock.instant();
        Instant next = learned.state() == State.ACCEPTED
                ? schedule.nextAfter(question.asked() + 1, message.taken(), now, learned.least())
                : null;
        return notes.reported(message.id(), learned.state(), now, next);
    }

    /** The next one follows at once if all went well, else when the ledger is looked at again. */
    private void over(ExpectedReport question, AccountReports account, Throwable failure) {
        account.over(question);
        if (failure == null) {
            try {
                askSafely(question.message().account());
            } catch (LedgerAwayException e) {
                LOG.debug("No reports are asked for", e);
            }
        } else {
            warn(failure instanceof CompletionException ? failure.getCause() : failure);
        }
    }

    private void warn(Throwable e) {
        if (e instanceof LedgerAwayException) {
            LOG.debug("No reports are asked for", e);
        } else {
            faults.warn(LOG, "reports " + e.getClass(), "Delivery reports could not be asked for: " + e);
        }
    }

    private State learn(MessageRecord message, Account account, DeliveryReport report) {
        if (report.state() == DeliveryReport.State.UNREADABLE) {
            faults.warn(
                    LOG,
                    "report unreadable " + account.id(),
                    "Account '" + account.id() + "': the delivery report of message " + message.id()
                            + " cannot be read, and is asked for again: " + report.detail());
            return State.ACCEPTED;
        }
        if (!report.state().isFinal()) {
            return State.ACCEPTED;
        }
        // Told before it is noted: after a crash in between it is told again.
        outcomes.send(
                "direct:outcome",
                exchange -> exchange.setVariable("event", events.reported(message, account.provider(), report)));
        return State.valueOf(report.state().name());
    }
}
