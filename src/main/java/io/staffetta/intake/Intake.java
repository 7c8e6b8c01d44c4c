package io.staffetta.intake;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.DeliveryHeaders;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.Redelivery;
import io.staffetta.message.Arrival;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.ProviderDescriptors;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.routing.AccountDisabledException;
import io.staffetta.routing.AccountSelector;
import io.staffetta.routing.UnknownAccountException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Reads what came in and chooses the account of each message: the decision behind the {@code outbound-router} route.
 *
 * <p>Thread-safe.
 */
public final class Intake {

    private final MessageReader reader;
    private final AccountSelector selector;
    private final ProviderDescriptors providers;
    private final SubmissionComposer composer;
    private final Redelivery redelivery;
    private final DeadLetters deadLetters;
    private final Clock clock;

    public Intake(
            MessageReader reader,
            AccountSelector selector,
            ProviderDescriptors providers,
            SubmissionComposer composer,
            Redelivery redelivery,
            DeadLetters deadLetters,
            Clock clock) {
        this.reader = reader;
        this.selector = selector;
        this.providers = providers;
        this.composer = composer;
        this.redelivery = redelivery;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /**
     * Routes what came in. Its arguments are bound by annotations: written in the route, a body in quotes would lose them,
     * and one that reads {@code null} would be none.
     *
     * @param body text or bytes
     * @param headers what came with it, see {@link MessageReader#read}
     * @param source the Channel Adapter, such as {@code jms}
     * @return one entry for each recipient; those that no account can take are dead
     * @throws InvalidMessageException if it cannot be read
     */
    public List<RoutedMessage> route(
            @Body Object body, @Headers Map<String, Object> headers, @Variable("source") String source) {
        Object jmsId = headers.get("JMSMessageID");
        return reader.read(body, headers, source, jmsId == null ? "" : jmsId.toString()).stream()
                .map(message -> route(message, body, headers))
                .toList();
    }

    /**
     * Lets messages through of which each has its account.
     *
     * @throws RuntimeException the failure of the first that has none
     */
    public void requireAccounts(List<RoutedMessage> messages) {
        messages.stream().filter(RoutedMessage::isDead).findFirst().ifPresent(dead -> {
            throw dead.failure();
        });
    }

    /**
     * A message that had its account, and that nobody is to send.
     *
     * @param failure why
     */
    public RoutedMessage dead(RoutedMessage routed, InvalidMessageException failure) {
        Map<String, Object> envelope = new HashMap<>(routed.outgoing().headers());
        return new RoutedMessage(
                routed.message(),
                null,
                0,
                0,
                "",
                null,
                failure,
                deadLetters.ofUnroutable(routed.message(), routed.outgoing().body(), envelope, failure));
    }

    /** The accounts by which messages are routed now; other ones after each change. */
    public Accounts accounts() {
        return selector.accounts();
    }

    private RoutedMessage route(SmsMessage read, Object body, Map<String, Object> headers) {
        Instant now = clock.instant();
        SmsMessage message = withEarlierDeadline(read, headers);
        Map<String, Object> envelope = envelope(message, headers);
        Account account = null;
        try {
            account = selector.select(message);
            if (message.deadline().equals(Instant.MAX)) {
                message = message.withDeadline(from(message, headers).plus(account.validity()));
            }
            Submission submission = composer.compose(
                    message, account, providers.wire(account.wire()).orElseThrow());
            envelope.put(Envelope.ACCOUNT, account.id());
            envelope.put(Envelope.DEADLINE, message.deadline().toString());
            String queue = AccountQueues.of(account.id(), message.priority());
            if (now.isBefore(message.sendAt())) {
                queue = "sms.retry." + redelivery.step(now, message.sendAt());
                envelope.put(DeliveryHeaders.NOT_BEFORE, message.sendAt().toString());
                envelope.put(
                        DeliveryHeaders.DUE_AT,
                        redelivery.dueAt(now, message.sendAt()).toString());
                envelope.put("JMSPriority", Redelivery.WAITING_PRIORITY);
            }
            OutgoingMessage outgoing = new OutgoingMessage(body, envelope);
            return new RoutedMessage(
                    message, account, submission.segments(), submission.replaced(), queue, outgoing, null, null);
        } catch (InvalidMessageException | UnknownAccountException | AccountDisabledException e) {
            if (account != null) {
                envelope.put(Envelope.ACCOUNT, account.id());
                envelope.put(DeliveryHeaders.PROVIDER, account.provider());
            } else if (e instanceof AccountDisabledException disabled) {
                envelope.put(Envelope.ACCOUNT, disabled.account());
            }
            return new RoutedMessage(
                    message, null, 0, 0, "", null, e, deadLetters.ofUnroutable(message, body, envelope, e));
        }
    }

    /** What goes with the message: our properties, its priority, and where its sender wants to be answered. */
    private static Map<String, Object> envelope(SmsMessage message, Map<String, Object> headers) {
        Map<String, Object> envelope = Envelope.headers(message, headers);
        envelope.put("JMSPriority", message.priority().jmsPriority());
        if (message.id().equals(headers.get(Envelope.MESSAGE_ID)) && headers.get(Envelope.PERHAPS_SENT) != null) {
            envelope.put(Envelope.PERHAPS_SENT, "true");
        }
        if (message.id().equals(headers.get(Envelope.MESSAGE_ID)) && Envelope.journey(headers) > 0) {
            envelope.put(Envelope.JOURNEY, Integer.toString(Envelope.journey(headers)));
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
        Object deadline = headers.get(Envelope.DEADLINE);
        if (deadline == null || !message.id().equals(headers.get(Envelope.MESSAGE_ID))) {
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
                Envelope.DEADLINE, "must be an instant such as 2026-01-31T12:00:00Z, not before 1970");
    }
}
