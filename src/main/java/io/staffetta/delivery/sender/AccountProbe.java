package io.staffetta.delivery.sender;

import io.staffetta.account.Account;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.attempt.AttemptExchange;
import io.staffetta.delivery.parking.AccountLine;
import io.staffetta.delivery.parking.UnusableAccounts;
import io.staffetta.message.MessageHeaders;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.activemq.ActiveMQSession;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Tries one message of a parked account, while its route is stopped and its other messages stay on their queue.
 *
 * <p>Thread-safe.
 */
public final class AccountProbe {

    private static final long RECEIVE_MILLIS = 1000;
    /** Messages that end without an attempt, such as expired ones, are passed over up to this number. */
    private static final int MOST_MESSAGES = 100;

    private final Supplier<CamelContext> camel;
    private final ConnectionFactory connections;
    private final Sender sender;
    private final UnusableAccounts unusable;

    /**
     * @param sender tries them
     * @param unusable knows the messages that accounts have failed with
     */
    public AccountProbe(
            Supplier<CamelContext> camel, ConnectionFactory connections, Sender sender, UnusableAccounts unusable) {
        this.camel = camel;
        this.connections = connections;
        this.sender = sender;
        this.unusable = unusable;
    }

    /**
     * Takes one message of the account's queues through one attempt: the first that the account has not failed with, else, where
     * the trial repeats, the first that it has.
     */
    AccountLine.Probe tryOne(Account account, AccountLine.Trial trial) {
        List<String> failedWith = unusable.failedWith(account.id());
        AccountLine.Probe other = tryOne(account, trial, selector(failedWith, true));
        if (other != AccountLine.Probe.NO_MESSAGE || failedWith.isEmpty() || !trial.repeats()) {
            return other;
        }
        AccountLine.Probe again = tryOne(account, trial, selector(failedWith, false));
        return again == AccountLine.Probe.NOT_USABLE ? AccountLine.Probe.STILL_NOT_USABLE : again;
    }

    private AccountLine.Probe tryOne(Account account, AccountLine.Trial trial, String selector) {
        for (String queue : AccountQueues.both(account.id())) {
            AccountLine.Probe result = tryOne(account, trial, queue, selector);
            if (result != AccountLine.Probe.NO_MESSAGE) {
                return result;
            }
        }
        return AccountLine.Probe.NO_MESSAGE;
    }

    /** Selects the messages with other ids than these, or with these. */
    private static String selector(List<String> ids, boolean others) {
        if (ids.isEmpty()) {
            return null;
        }
        String list =
                ids.stream().map(id -> "'" + id.replace("'", "''") + "'").collect(Collectors.joining(", ", "(", ")"));
        return others
                ? MessageHeaders.MESSAGE_ID + " IS NULL OR " + MessageHeaders.MESSAGE_ID + " NOT IN " + list
                : MessageHeaders.MESSAGE_ID + " IN " + list;
    }

    private AccountLine.Probe tryOne(Account account, AccountLine.Trial trial, String queue, String selector) {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
                MessageConsumer consumer =
                        session.createConsumer(session.createQueue(queue + "?consumer.prefetchSize=1"), selector)) {
            connection.start();
            int alike = 0;
            for (int tried = 0; tried < MOST_MESSAGES; tried++) {
                Message message = consumer.receive(RECEIVE_MILLIS);
                if (message == null) {
                    return alike == 0 ? AccountLine.Probe.NO_MESSAGE : AccountLine.Probe.NOT_USABLE;
                }
                OutcomeEvent event = attempt(account, queue, message, session);
                alike += trial.isAlike(event) ? 1 : 0;
                boolean goesOn = trial.isAlike(event) && alike < trial.mostAlike();
                Optional<AccountLine.Probe> shown = goesOn ? Optional.empty() : shown(event, trial);
                if (shown.isPresent()) {
                    return shown.get();
                }
            }
            return AccountLine.Probe.NOT_USABLE;
        } catch (JMSException e) {
            throw new IllegalStateException("the queue " + queue + " cannot be read", e);
        }
    }

    /** What an outcome shows of the account; empty if nothing was tried, so that the next message may tell. */
    private static Optional<AccountLine.Probe> shown(OutcomeEvent event, AccountLine.Trial trial) {
        if (event == null) {
            return Optional.empty();
        }
        return switch (event.outcome()) {
            case EXPIRED, MALFORMED -> Optional.empty();
            case ACCEPTED -> Optional.of(AccountLine.Probe.USABLE);
            case REFUSED -> Optional.of(trial.isAlike(event) ? AccountLine.Probe.NOT_USABLE : AccountLine.Probe.USABLE);
            default -> Optional.of(AccountLine.Probe.NOT_USABLE);
        };
    }

    /**
     * What one attempt came to; {@code null} if it showed something of its message only, or if the provider was not asked, as for
     * a copy of what it has.
     */
    private OutcomeEvent attempt(Account account, String queue, Message message, Session session) {
        JmsEndpoint endpoint = camel.get().getEndpoint("jms:queue:" + queue, JmsEndpoint.class);
        AttemptExchange exchange = AttemptExchange.received(endpoint, message, session, account.id());
        exchange.probe();
        sender.attempt(exchange).join();
        return exchange.isSubmitted() && !exchange.isOwnFault() ? exchange.event() : null;
    }
}
