package io.staffetta.delivery.outcome;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.ledger.Ledger;
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
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks providers again and again what became of the messages that they took, until they know or it is too late. */
public final class ReportPolling implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportPolling.class);
    private static final int AT_ONCE = 100;

    private final Ledger ledger;
    private final DeliveryReports reports;
    private final ReportSchedule schedule;
    private final CurrentAccounts accounts;
    private final OutcomeEvents events;
    private final ProducerTemplate outcomes;
    private final BooleanSupplier mine;
    private final Clock clock;
    private final RepeatedFaults faults;
    private volatile boolean stopping;

    /**
     * @param outcomes tells what became of messages, by the route named outcome
     * @param mine whether this node is the one to ask
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
            Clock clock) {
        this.ledger = ledger;
        this.reports = reports;
        this.schedule = schedule;
        this.accounts = accounts;
        this.events = events;
        this.outcomes = outcomes;
        this.mine = mine;
        this.faults = faults;
        this.clock = clock;
    }

    /** Asks for each message of which it is time. */
    @Override
    public void run() {
        try {
            for (ExpectedReport expected : ledger.expectedReports(clock.instant(), AT_ONCE)) {
                if (stopping || !mine.getAsBoolean()) {
                    return;
                }
                ask(expected);
            }
        } catch (LedgerAwayException e) {
            LOG.debug("No reports are asked for", e);
        } catch (RuntimeException e) {
            faults.warn(LOG, "reports " + e.getClass(), "Delivery reports could not be asked for: " + e);
        }
    }

    /** From now on asks no more. */
    public void stop() {
        stopping = true;
    }

    private void ask(ExpectedReport expected) {
        MessageRecord message = expected.message();
        Optional<Account> account = accounts.find(message.account());
        Duration least = Duration.ZERO;
        State state = State.ACCEPTED;
        if (account.isPresent()) {
            try {
                Optional<DeliveryReport> report =
                        reports.ask(account.get(), message.providerMessageId(), message.recipient());
                if (report.isPresent()) {
                    state = learn(message, account.get(), report.get());
                }
            } catch (ReportUnavailableException e) {
                LOG.debug("Message {}: {}", message.id(), e.getMessage());
                least = e.retryAfter();
            }
        }
        Instant now = clock.instant();
        Instant next =
                state == State.ACCEPTED ? schedule.nextAfter(expected.asked() + 1, message.taken(), now, least) : null;
        ledger.reported(message.id(), state, now, next);
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
