package io.staffetta.deadletter;

import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.Phase;
import io.staffetta.delivery.Reason;
import io.staffetta.delivery.attempt.AttemptExchange;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageId;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Writes the reason on messages for the dead letter queue.
 *
 * <p>Thread-safe.
 */
public final class DeadLetters {

    /** Properties by which a sender tells the fields of a plain text: kept, so that the message can be sent again. */
    static final List<String> FIELDS = List.of(
            "to",
            "account",
            "sender",
            "reference",
            "priority",
            "validUntil",
            "validFor",
            "sendAt",
            MessageHeaders.PINNED,
            MessageHeaders.TAG,
            MessageHeaders.BODY_TYPE,
            "messageId",
            "recipient",
            "requestedAccount",
            "deadline",
            "source",
            MessageHeaders.PERHAPS_SENT,
            MessageHeaders.REDRIVE_COUNT);

    private final OutcomeEvents events;
    private final Clock clock;

    public DeadLetters(OutcomeEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /**
     * A message that failed for good.
     *
     * @param failure what it failed with
     * @param delivery the message, if it got as far as its account; else {@code null}
     * @param node name of the gateway that made its last attempt; {@code null} if none did
     * @param phase {@link Phase#CRASH} if that was cut off, else {@code null}
     * @param body body of the message as it arrived, if it did not get so far
     * @param headers headers of that
     */
    public DeadLetter of(
            @ExchangeProperty(Reason.CAUGHT) Exception failure,
            @Variable("delivery") Delivery delivery,
            @Variable(AttemptExchange.NODE) String node,
            @Variable(AttemptExchange.PHASE) Phase phase,
            @Body Object body,
            @Headers Map<String, Object> headers) {
        return delivery == null ? ofUnreadable(body, headers, failure) : ofDelivery(delivery, failure, node, phase);
    }

    /** A message that no account can take. */
    public DeadLetter ofUnroutable(SmsMessage message, Object body, Map<String, Object> envelope, Exception failure) {
        Reason reason = Reason.of(failure);
        return new DeadLetter(
                outgoing(body, properties(envelope), 0, reason, failure),
                events.unroutable(message, envelope.get(MessageHeaders.ACCOUNT), reason, failure));
    }

    private DeadLetter ofDelivery(Delivery delivery, Exception failure, String node, Phase phase) {
        Reason reason = Reason.of(failure);
        boolean attempted = failure instanceof SubmissionException || reason == Reason.UNKNOWN;
        int attempts = attempted ? delivery.attempt() : delivery.attempt() - 1;
        Map<String, Object> headers = properties(delivery.incoming().headers());
        headers.put(MessageHeaders.ACCOUNT, delivery.account().id());
        headers.put(MessageHeaders.PROVIDER, delivery.account().provider());
        if (attempted) {
            headers.put(MessageHeaders.FIRST_ATTEMPT, delivery.firstAttempt().toString());
            headers.put(MessageHeaders.LAST_ATTEMPT, delivery.begun().toString());
            put(headers, MessageHeaders.NODE, node);
        }
        if (failure instanceof SubmissionException answer) {
            headers.put(
                    MessageHeaders.HTTP_STATUS,
                    answer.outcome().httpStatus() == 0
                            ? ""
                            : "" + answer.outcome().httpStatus());
            headers.put(MessageHeaders.PROVIDER_CODE, answer.outcome().providerCode());
        }
        if (failure instanceof UnknownOutcomeException unknown) {
            put(headers, MessageHeaders.PHASE, phase);
            unknown.unknown().progress().ifPresent(progress -> {
                headers.put(MessageHeaders.PHASE, progress.phase().name());
                headers.put(MessageHeaders.MILLIS, Long.toString(progress.millis()));
                headers.put(MessageHeaders.BYTES_SENT, Long.toString(progress.bytesSent()));
                headers.put(MessageHeaders.STATUS_LINE, progress.statusLine());
            });
        }
        return new DeadLetter(
                outgoing(delivery.incoming().body(), headers, attempts, reason, failure),
                events.dead(delivery, attempts, reason, failure));
    }

    private static void put(Map<String, Object> headers, String name, Object known) {
        if (known != null && !known.toString().isEmpty()) {
            headers.put(name, known.toString());
        }
    }

    private DeadLetter ofUnreadable(Object body, Map<String, Object> arrived, Exception failure) {
        Reason reason = Reason.of(failure);
        Map<String, Object> headers = new HashMap<>();
        for (String field : FIELDS) {
            if (arrived.get(field) instanceof String value) {
                headers.put(field, value);
            }
        }
        String id = idOf(arrived);
        headers.put(MessageHeaders.MESSAGE_ID, id);
        return new DeadLetter(
                outgoing(body, headers, 0, reason, failure),
                events.unreadable(
                        id,
                        headers.getOrDefault(MessageHeaders.SOURCE, "jms").toString(),
                        reason,
                        failure.getMessage()));
    }

    /** The id of a message that arrived with these headers: the one that it has, or one that only it can have. */
    static String idOf(Map<String, Object> arrived) {
        if (arrived.get(MessageHeaders.MESSAGE_ID) instanceof String id && MessageId.isValid(id)) {
            return id;
        }
        return arrived.get("JMSMessageID") instanceof String jmsId
                ? MessageId.of(
                        jmsId,
                        arrived.get("JMSTimestamp") instanceof Long at ? Instant.ofEpochMilli(at) : Instant.EPOCH)
                : MessageId.next();
    }

    private OutgoingMessage outgoing(
            Object body, Map<String, Object> headers, int attempts, Reason reason, Exception failure) {
        headers.put(MessageHeaders.ATTEMPTS, Integer.toString(attempts));
        headers.put(MessageHeaders.REASON, reason.name());
        if (reason == Reason.UNKNOWN) {
            headers.put(MessageHeaders.PERHAPS_SENT, "true");
        }
        headers.put(MessageHeaders.DETAIL, String.valueOf(failure.getMessage()));
        headers.put(MessageHeaders.DEAD_SINCE, clock.instant().toString());
        return new OutgoingMessage(body, headers);
    }

    private static Map<String, Object> properties(Map<String, Object> headers) {
        Map<String, Object> properties = new HashMap<>();
        headers.forEach((name, value) -> {
            if (!name.startsWith("JMS") && value instanceof String) {
                properties.put(name, value);
            }
        });
        properties.remove(MessageHeaders.NOT_BEFORE);
        properties.remove(MessageHeaders.DUE_AT);
        properties.remove(MessageHeaders.WAIT_SINCE);
        properties.remove(MessageHeaders.REQUEUE_COUNT);
        properties.remove(MessageHeaders.TRIED);
        properties.remove(MessageHeaders.HOME_ACCOUNT);
        properties.remove(MessageHeaders.HOME_NOT_BEFORE);
        properties.remove(MessageHeaders.WAITS);
        properties.remove(MessageHeaders.STAYS);
        return properties;
    }
}
