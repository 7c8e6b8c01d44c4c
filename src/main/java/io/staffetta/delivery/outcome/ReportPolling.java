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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
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
     * @param executor runs them; each takes as long as its provider
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

    /** Has each message asked for of which it is time; waits for no provider, if the executor does not. */
    @Override
    public void run() {
        try {
            allowed = !stopping && mine.getAsBoolean();
            if (allowed) {
                ledger.read(FigureQueries::accountsWithReports).forEach(this::ask);
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

    private void ask(String accountId) {
        AccountReports account = questions.computeIfAbsent(accountId, id -> new AccountReports(asking.perSecond()));
        int most = accounts.find(accountId)
                .map(found -> Math.max(1, found.limits().concurrency() / SUBMISSIONS_TO_QUESTIONS))
                .orElse(1);
        for (int left = account.begin(most); left > 0; left--) {
            try {
                asking.executor().execute(() -> work(accountId, account));
            } catch (RejectedExecutionException e) {
                account.end();
            }
        }
    }

    private void work(String accountId, AccountReports account) {
        try {
            Optional<ExpectedReport> next = next(accountId, account);
            while (next.isPresent()) {
                try {
                    LockSupport.parkNanos(account.turn());
                    ask(next.get(), account);
                } finally {
                    account.over(next.get());
                }
                next = next(accountId, account);
            }
        } catch (LedgerAwayException e) {
            LOG.debug("No reports are asked for", e);
        } catch (RuntimeException e) {
            warn(e);
        } finally {
            account.end();
        }
    }

    private Optional<ExpectedReport> next(String accountId, AccountReports account) {
        return allowed && !stopping
                ? account.next(most -> notes.expected(accountId, clock.instant(), most))
                : Optional.empty();
    }

    private void warn(RuntimeException e) {
        faults.warn(LOG, "reports " + e.getClass(), "Delivery reports could not be asked for: " + e);
    }

    private void ask(ExpectedReport expected, AccountReports questionsOfAccount) {
        MessageRecord message = expected.message();
        Optional<Account> account = accounts.find(message.account());
        Duration least = Duration.ZERO;
        State state = State.ACCEPTED;
        if (account.isPresent()) {
            boolean hasAnswered = false;
            try {
                Optional<DeliveryReport> report =
                        reports.ask(account.get(), message.providerMessageId(), message.recipient());
                hasAnswered = true;
                if (report.isPresent()) {
                    state = learn(message, account.get(), report.get());
                }
            } catch (ReportUnavailableException e) {
                LOG.debug("Message {}: {}", message.id(), e.getMessage());
                least = e.retryAfter();
            }
            questionsOfAccount.answered(hasAnswered);
            asking.asked().accept(message.account(), hasAnswered);
        }
        Instant now = clock.instant();
        Instant next =
                state == State.ACCEPTED ? schedule.nextAfter(expected.asked() + 1, message.taken(), now, least) : null;
        notes.reported(message.id(), state, now, next);
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
