package io.staffetta.message;

import io.staffetta.access.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names the string headers on the outside of a message, which are string properties in JMS, so that its body travels
 * byte for byte as it came. {@link MessageReader#readAgain} puts both together again.
 */
public final class Envelope {

    /** Id of the message, see {@link MessageId}. */
    public static final String MESSAGE_ID = "messageId";

    /**
     * {@code true} on a message that a provider may have sent: it was of unknown outcome once, and a person, or its account,
     * decided to send it again. It stays so, whatever becomes of it later.
     */
    public static final String PERHAPS_SENT = "perhapsSent";

    /**
     * How often the message has been sent on from the dead letter queue, such as {@code 1}; absent for never. After
     * each time it may be submitted again, although that came to nothing before.
     */
    public static final String REDRIVE_COUNT = "journey";

    /** The one recipient of this message in E.164 form, of all that its body may name. */
    public static final String RECIPIENT = "recipient";

    /**
     * Id of the account that the message is routed to now. {@link #headers} sets what the sender asked for; whoever chooses
     * another account sets it anew.
     */
    public static final String ACCOUNT = "account";

    /** Id of the account that the sender asked for; empty if none. Stays the same when the message is routed anew. */
    public static final String REQUESTED_ACCOUNT = "requestedAccount";

    /**
     * Id of the account that an operator chose for a message from the dead letter queue, above the one that its sender asked
     * for. Counts only on a message that was here before, and only for the redrive that it came with.
     */
    public static final String REDRIVE_ACCOUNT = "redriveAccount";

    /** No attempt begins at or after this instant, ISO-8601 in UTC; {@link Instant#MAX} until the account is known. */
    public static final String DEADLINE = "deadline";

    /** The Channel Adapter that the message came in by, and its application, such as {@code jms}: see {@link Source}. */
    public static final String SOURCE = "source";

    /** The application of a message that was put on a queue: the embedded broker sets it, by the sender's login. */
    public static final String SENT_BY = "sentBy";

    /** No attempt begins before this instant, ISO-8601 in UTC; {@link Instant#EPOCH} for at once. */
    public static final String SEND_AT = "sendAt";

    /** How urgent the message is: {@code high}, {@code normal} or {@code bulk}. */
    public static final String PRIORITY = "priority";

    /** {@code true} on a message that no other account may send than the one it is routed to; else empty. */
    public static final String PINNED = "pinned";

    /** The recipient as the sender of a plain text wrote it. Its presence says that the body is the text itself. */
    public static final String TO = "to";

    /** Sender name that the sender of a plain text asked for. */
    public static final String SENDER = "sender";

    /** Reference that the sender of a plain text gave. */
    public static final String REFERENCE = "reference";

    /** Tag that the sender of a plain text gave. */
    public static final String TAG = "tag";

    /** What the body is, as its sender says: a media type. A header of STOMP. */
    public static final String CONTENT_TYPE = "content-type";

    /** {@code text/plain} on a message of which a sender said so: the gateway's own name, which JMS takes as it is. */
    public static final String BODY_TYPE = "bodyType";

    /** The deadline and the time of sending that most messages have: they need not be written and read anew for each. */
    private static final String NEVER = Instant.MAX.toString();

    private static final String AT_ONCE = Instant.EPOCH.toString();
    private static final Pattern JSON_TYPE =
            Pattern.compile("\\s*application/([a-z0-9.-]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT_TYPE = Pattern.compile("\\s*text/plain\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern E164 = Pattern.compile("\\+[0-9]{5,15}");
    private static final Pattern REDRIVE_COUNTS = Pattern.compile("[0-9]{1,6}");

    private Envelope() {}

    /**
     * The headers for a message whose body is JSON: all but {@link #TO}, {@link #SENDER}, {@link #REFERENCE} and {@link #TAG}, and all of
     * them strings, empty where the message has nothing to say.
     */
    public static Map<String, Object> headers(SmsMessage message) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(MESSAGE_ID, message.id());
        headers.put(RECIPIENT, message.to());
        headers.put(ACCOUNT, message.account());
        headers.put(REQUESTED_ACCOUNT, message.account());
        headers.put(DEADLINE, written(message.deadline()));
        headers.put(SOURCE, message.source());
        headers.put(SEND_AT, written(message.sendAt()));
        headers.put(PRIORITY, message.priority().label());
        headers.put(PINNED, message.pinned() ? "true" : "");
        return headers;
    }

    /**
     * The headers for a message of either kind.
     *
     * @param arrived the headers that it came with: {@link #TO} says whether its body is a plain text, and a redriven message
     *     keeps its {@link #REQUESTED_ACCOUNT}; others are not looked at
     */
    public static Map<String, Object> headers(SmsMessage message, Map<String, Object> arrived) {
        Map<String, Object> headers = headers(message);
        if (isPlainText(arrived)) {
            headers.put(TO, text(arrived, TO));
            headers.put(SENDER, message.sender());
            headers.put(REFERENCE, message.reference());
            if (!message.tag().isEmpty()) {
                headers.put(TAG, message.tag());
            }
            if (isSurelyPlainText(arrived)) {
                headers.put(BODY_TYPE, "text/plain");
            }
        }
        if (isRedriven(arrived) && arrived.containsKey(REQUESTED_ACCOUNT)) {
            headers.put(REQUESTED_ACCOUNT, text(arrived, REQUESTED_ACCOUNT));
        }
        return headers;
    }

    /** Whether the body that belongs to these headers is a plain text: it has {@link #TO}, and is not said to be JSON. */
    static boolean isPlainText(Map<String, Object> headers) {
        return !text(headers, TO).isEmpty()
                && !JSON_TYPE.matcher(text(headers, CONTENT_TYPE)).matches();
    }

    /** Whether a plain text is said to be one, whatever it looks like. */
    static boolean isSurelyPlainText(Map<String, Object> headers) {
        return TEXT_TYPE.matcher(text(headers, CONTENT_TYPE)).matches()
                || TEXT_TYPE.matcher(text(headers, BODY_TYPE)).matches();
    }

    /** The account to route a message to: the operator's choice, else the sender's, else empty. */
    static String account(Map<String, Object> headers, MessageFields fields) {
        return isRedriven(headers) ? text(headers, REDRIVE_ACCOUNT) : fields.get(ACCOUNT);
    }

    /** The Channel Adapter that a message first came in by: a redriven one comes by another, and rules may ask for it. */
    static String source(Map<String, Object> headers, String adapter) {
        String source = text(headers, SOURCE);
        return wasHere(headers) && Source.isWritten(source) ? source : adapter;
    }

    /** Whether the message was here before, and so has its id. */
    static boolean wasHere(Map<String, ?> headers) {
        return MessageId.isValid(text(headers, MESSAGE_ID));
    }

    private static boolean isRedriven(Map<String, Object> headers) {
        return wasHere(headers) && !text(headers, REDRIVE_ACCOUNT).isEmpty();
    }

    /** The message's {@link #REDRIVE_COUNT}, 0 or more; 0 on one that was not here before. */
    public static int redriveCount(Map<String, ?> headers) {
        String redriveCount = text(headers, REDRIVE_COUNT);
        return !redriveCount.isEmpty()
                        && wasHere(headers)
                        && REDRIVE_COUNTS.matcher(redriveCount).matches()
                ? Integer.parseInt(redriveCount)
                : 0;
    }

    /** A header as text; empty if it is not there. */
    static String text(Map<String, ?> headers, String name) {
        Object value = headers.get(name);
        return value == null ? "" : value.toString();
    }

    /** The message that these headers and the fields of its body make up. */
    static SmsMessage open(Map<String, Object> headers, MessageFields fields) {
        return new SmsMessage(
                checked(headers, MESSAGE_ID, MessageId.isValid(text(headers, MESSAGE_ID))),
                checked(
                        headers,
                        RECIPIENT,
                        E164.matcher(text(headers, RECIPIENT)).matches()),
                fields.get(MessageFields.TEXT),
                text(headers, REQUESTED_ACCOUNT),
                fields.get(SENDER),
                fields.get(REFERENCE),
                Priority.ofLabel(text(headers, PRIORITY)),
                text(headers, SOURCE),
                instant(headers, DEADLINE),
                instant(headers, SEND_AT),
                text(headers, PINNED).equals("true"),
                fields.get(TAG));
    }

    private static String checked(Map<String, Object> headers, String name, boolean valid) {
        if (!valid) {
            throw notAsSet(name);
        }
        return text(headers, name);
    }

    private static String written(Instant instant) {
        return instant.equals(Instant.MAX) ? NEVER : instant.equals(Instant.EPOCH) ? AT_ONCE : instant.toString();
    }

    private static Instant instant(Map<String, Object> headers, String name) {
        String text = text(headers, name);
        if (text.equals(NEVER)) {
            return Instant.MAX;
        } else if (text.equals(AT_ONCE)) {
            return Instant.EPOCH;
        }
        try {
            Instant instant = Instant.parse(text);
            checked(headers, name, !instant.isBefore(Instant.EPOCH));
            return instant;
        } catch (DateTimeException e) {
            throw notAsSet(name);
        }
    }

    private static InvalidMessageException notAsSet(String name) {
        return new InvalidMessageException(name, "must be a header as the gateway sets it");
    }
}
