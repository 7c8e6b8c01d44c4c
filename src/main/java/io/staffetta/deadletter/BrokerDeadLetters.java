package io.staffetta.deadletter;

import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.Reason;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.message.MessageHeaders;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Makes dead letters of what a broker gave up by itself: after too many deliveries, because it expired there, or because it
 * took it for a duplicate.
 *
 * <p>Thread-safe.
 */
public final class BrokerDeadLetters {

    /** Beginning of the names of queues that are the gateway's alone. */
    private static final String OURS = "sms.";

    /** Where Artemis puts what expires. */
    private static final String ARTEMIS_EXPIRED = "ExpiryQueue";

    /** Where Artemis notes the queue that a message was on. Selectors see it; over OpenWire, clients do not. */
    private static final String ARTEMIS_QUEUE = "_AMQ_ORIG_ADDRESS";

    /** What only a message has that was taken in by the gateway, or what came off one of its queues. */
    private static final String ONLY_OURS =
            "(" + present(MessageHeaders.MESSAGE_ID, MessageHeaders.RECIPIENT, MessageHeaders.DEADLINE)
                    + ") OR (" + present(MessageHeaders.MESSAGE_ID, MessageHeaders.DEAD_SINCE)
                    + ") OR " + ARTEMIS_QUEUE + " LIKE '" + OURS + "%'";

    private static final List<String> KEPT = Stream.concat(
                    DeadLetters.FIELDS.stream(),
                    Stream.of(
                            MessageHeaders.PROVIDER,
                            MessageHeaders.ATTEMPTS,
                            MessageHeaders.FIRST_ATTEMPT,
                            MessageHeaders.LAST_ATTEMPT,
                            MessageHeaders.HTTP_STATUS,
                            MessageHeaders.PROVIDER_CODE,
                            MessageHeaders.NODE,
                            MessageHeaders.PHASE,
                            MessageHeaders.MILLIS,
                            MessageHeaders.BYTES_SENT,
                            MessageHeaders.STATUS_LINE,
                            MessageHeaders.REASON,
                            MessageHeaders.DETAIL,
                            MessageHeaders.DEAD_SINCE))
            .toList();

    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final OutcomeEvents events;
    private final Clock clock;

    public BrokerDeadLetters(OutcomeEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Selects what is the gateway's on a queue; {@code null} for everything. */
    public static String selector(String queue) {
        return queue.startsWith(OURS) ? null : ONLY_OURS;
    }

    /**
     * Makes a dead letter of a message from a broker's dead letter queue. One that was a dead letter before keeps its reason.
     * Others are of unknown outcome, unless they expired before the gateway took them in: nobody knows what was done with them
     * before the broker lost patience.
     *
     * @param arrived headers of the message as it came
     * @param queue the broker's dead letter queue
     * @param original the queue that it was on when the broker gave it up; {@code null} if the broker does not say, as Artemis
     *     does not
     */
    public DeadLetter of(
            @Body Object body,
            @Headers Map<String, Object> arrived,
            @Variable("brokerQueue") String queue,
            @Variable("originalQueue") String original) {
        Map<String, Object> headers = new HashMap<>();
        for (String name : KEPT) {
            if (arrived.get(name) instanceof String value) {
                headers.put(name, value);
            }
        }
        String id = DeadLetters.idOf(arrived);
        headers.put(MessageHeaders.MESSAGE_ID, id);
        Reason before = reason(headers.get(MessageHeaders.REASON));
        Reason reason = before != null ? before : hasExpired(headers, arrived, queue) ? Reason.EXPIRED : Reason.UNKNOWN;
        if (before == null) {
            headers.put(MessageHeaders.REASON, reason.name());
            headers.put(MessageHeaders.DETAIL, detail(reason, queue, original));
            headers.put(MessageHeaders.DEAD_SINCE, clock.instant().toString());
            headers.putIfAbsent(MessageHeaders.ATTEMPTS, "0");
        }
        if (reason == Reason.UNKNOWN) {
            headers.put(MessageHeaders.PERHAPS_SENT, "true");
        }
        return new DeadLetter(
                new OutgoingMessage(body, headers),
                events.unreadable(
                        id,
                        (String) headers.get(MessageHeaders.SOURCE),
                        reason,
                        String.valueOf(headers.get(MessageHeaders.DETAIL))));
    }

    /** Whether it expired on the broker. Only what the gateway has not taken in yet can: it sets no expiration itself. */
    private static boolean hasExpired(Map<String, Object> ours, Map<String, Object> arrived, String queue) {
        return !ours.containsKey(MessageHeaders.RECIPIENT)
                && (queue.equals(ARTEMIS_EXPIRED)
                        || arrived.containsKey("originalExpiration")
                        || String.valueOf(arrived.get("dlqDeliveryFailureCause"))
                                .contains("Message Expired"));
    }

    private static String detail(Reason reason, String queue, String original) {
        boolean known = original != null && QUEUE.matcher(original).matches();
        return "The broker " + (reason == Reason.EXPIRED ? "let it expire" : "gave it up")
                + (known ? " on " + original : "") + " and put it into its queue " + queue
                + (reason == Reason.EXPIRED ? "" : ": a provider may have it");
    }

    private static String present(String... properties) {
        return String.join(" IS NOT NULL AND ", properties) + " IS NOT NULL";
    }

    private static Reason reason(Object name) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
