package io.staffetta.intake;

import io.staffetta.access.Source;
import io.staffetta.account.Account;
import io.staffetta.account.AccountDisabledException;
import io.staffetta.account.AccountSelector;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.ledger.history.State;
import io.staffetta.message.Arrival;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.tokens.Permissions;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;

/**
 * Implements the steps of the route {@code outbound-router}.
 *
 * <p>Thread-safe.
 */
public final class OutboundRouter {

    private final AccountSelector selector;
    private final ProviderDescriptors providers;
    private final SubmissionComposer composer;
    private final Redelivery redelivery;
    private final DeadLetters deadLetters;
    private final Permissions permissions;
    private final Clock clock;

    /**
     * @param selector chooses accounts
     * @param composer fits texts to their providers
     * @param redelivery has the messages that are to be sent later wait
     */
    public OutboundRouter(
            AccountSelector selector,
            ProviderDescriptors providers,
            SubmissionComposer composer,
            Redelivery redelivery,
            DeadLetters deadLetters,
            Clock clock) {
        this(selector, providers, composer, redelivery, deadLetters, Permissions.ALL, clock);
    }

    /** The same, where applications may use some accounts and sender names only. */
    public OutboundRouter(
            AccountSelector selector,
            ProviderDescriptors providers,
            SubmissionComposer composer,
            Redelivery redelivery,
            DeadLetters deadLetters,
            Permissions permissions,
            Clock clock) {
        this.permissions = permissions;
        this.selector = selector;
        this.providers = providers;
        this.composer = composer;
        this.redelivery = redelivery;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** All steps, as the route has them, where no route runs. */
    public void route(Routing routing) {
        chooseAccount(routing);
        if (routing.isDead()) {
            toDeadLetterQueue(routing);
        } else if (routing.isEarly()) {
            toRetryQueue(routing);
        } else {
            toAccountQueue(routing);
        }
    }

    /**
     * Chooses the account of a message, and looks whether it can send it. If none can, the message is dead.
     *
     * @throws InvalidMessageException if a property is not as the gateway sets it
     */
    public void chooseAccount(@Body Routing routing) {
        SmsMessage message = withEarlierDeadline(routing.message, routing.arrived());
        routing.message = message;
        routing.envelope = envelope(message, routing.arrived());
        try {
            routing.choice = selector.choose(message);
            routing.account = routing.choice.account();
            checkApplication(message, routing);
            if (message.deadline().equals(Instant.MAX)) {
                routing.message =
                        message.withDeadline(from(message, routing.arrived()).plus(routing.account.validity()));
            }
            routing.submission = composer.compose(
                    routing.message,
                    routing.account,
                    providers.wire(routing.account.wire()).orElseThrow());
            routing.envelope.put(MessageHeaders.ACCOUNT, routing.account.id());
            routing.envelope.put(
                    MessageHeaders.DEADLINE, routing.message.deadline().toString());
            if (!Source.of(message.source()).isTest()) {
                waitUntilSent(routing);
            }
        } catch (InvalidMessageException | UnknownAccountException | AccountDisabledException e) {
            routing.failure = e;
        }
    }

    /** What an operator redrives may go where its sender could not send it; but what is of a test never goes anywhere. */
    private void checkApplication(SmsMessage message, Routing routing) {
        if (!message.id().equals(routing.arrived().get(MessageHeaders.MESSAGE_ID))) {
            permissions.check(message, routing.account.id());
        } else if (Source.of(message.source()).isTest()) {
            throw new InvalidMessageException("source", "is a test application, whose messages are never sent");
        }
    }

    private void waitUntilSent(Routing routing) {
        Instant sendAt = routing.message.sendAt();
        Instant now = clock.instant();
        if (now.isBefore(sendAt)) {
            routing.envelope.put(MessageHeaders.NOT_BEFORE, sendAt.toString());
            routing.envelope.put(
                    MessageHeaders.DUE_AT, redelivery.dueAt(now, sendAt).toString());
            routing.envelope.put("JMSPriority", Redelivery.WAITING_PRIORITY);
        }
    }

    /** A message that is to be sent at once goes to a queue of its account. */
    public void toAccountQueue(@Body Routing routing) {
        routing.routed = Source.of(routing.message.source()).isTest()
                ? routed(routing, "", State.ACCEPTED)
                : routed(routing, AccountQueues.of(routing.account.id(), routing.message.priority()), State.QUEUED);
    }

    /** A message that is to be sent later waits on a retry queue. */
    public void toRetryQueue(@Body Routing routing) {
        routing.routed = routed(
                routing, Redelivery.queue(redelivery.step(clock.instant(), routing.message.sendAt())), State.WAITING);
    }

    /** A message that no account can take goes to the dead letter queue. */
    public void toDeadLetterQueue(@Body Routing routing) {
        Account account = routing.account;
        if (account != null) {
            routing.envelope.put(MessageHeaders.ACCOUNT, account.id());
            routing.envelope.put(MessageHeaders.PROVIDER, account.provider());
        } else if (routing.failure instanceof AccountDisabledException disabled) {
            routing.envelope.put(MessageHeaders.ACCOUNT, disabled.account());
        }
        routing.routed = RoutedMessage.dead(
                routing.message,
                routing.choice,
                routing.failure,
                deadLetters.ofUnroutable(routing.message, routing.body(), routing.envelope, routing.failure));
    }

    /**
     * A message that had its account, and that nobody is to send.
     *
     * @param failure why
     */
    RoutedMessage dead(RoutedMessage routed, InvalidMessageException failure) {
        return RoutedMessage.dead(
                routed.message(),
                routed.choice(),
                failure,
                deadLetters.ofUnroutable(
                        routed.message(),
                        routed.outgoing().body(),
                        new HashMap<>(routed.outgoing().headers()),
                        failure));
    }

    private static RoutedMessage routed(Routing routing, String queue, State state) {
        return new RoutedMessage(
                routing.message,
                routing.choice,
                routing.account,
                routing.submission.segments(),
                routing.submission.replaced(),
                queue,
                state,
                new OutgoingMessage(routing.body(), routing.envelope),
                null,
                null);
    }

    /** What goes with the message: our properties, its priority, and where its sender wants to be answered. */
    private static Map<String, Object> envelope(SmsMessage message, Map<String, Object> headers) {
        Map<String, Object> envelope = Envelope.headers(message, headers);
        envelope.put("JMSPriority", message.priority().jmsPriority());
        if (message.id().equals(headers.get(MessageHeaders.MESSAGE_ID))
                && headers.get(MessageHeaders.PERHAPS_SENT) != null) {
            envelope.put(MessageHeaders.PERHAPS_SENT, "true");
        }
        if (message.id().equals(headers.get(MessageHeaders.MESSAGE_ID)) && Envelope.redriveCount(headers) > 0) {
            envelope.put(MessageHeaders.REDRIVE_COUNT, Integer.toString(Envelope.redriveCount(headers)));
        }
        if (headers.get("JMSReplyTo") != null) {
            envelope.put("JMSReplyTo", headers.get("JMSReplyTo"));
            // As JMS has it: an answer is correlated by the request's correlation id, or else by its message id.
            Object given = headers.get("JMSCorrelationID");
            Object correlation = given == null ? headers.get("JMSMessageID") : given;
            if (correlation != null) {
                envelope.put("JMSCorrelationID", correlation);
            }
        }
        return envelope;
    }

    /** When an account's validity begins: when the message came in, or when it is to be sent, if that is later. */
    private Instant from(SmsMessage message, Map<String, Object> headers) {
        Instant arrival = Arrival.of(headers, clock);
        return arrival.isBefore(message.sendAt()) ? message.sendAt() : arrival;
    }

    /** A message that was here before keeps its deadline: a relative one must not begin anew. */
    private static SmsMessage withEarlierDeadline(SmsMessage message, Map<String, Object> headers) {
        Object deadline = headers.get(MessageHeaders.DEADLINE);
        if (deadline == null || !message.id().equals(headers.get(MessageHeaders.MESSAGE_ID))) {
            return message;
        }
        try {
            Instant earlier = Instant.parse(deadline.toString());
            if (!earlier.isBefore(Instant.EPOCH)) {
                return message.withDeadline(earlier);
            }
        } catch (DateTimeParseException e) {
            // The same error as for an instant out of range: it names both rules.
        }
        throw new InvalidMessageException(
                MessageHeaders.DEADLINE, "must be an instant such as 2026-01-31T12:00:00Z, not before 1970");
    }
}
