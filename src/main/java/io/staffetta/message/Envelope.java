package io.staffetta.message;

import io.staffetta.access.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes and reads the headers on the outside of a message, so that its body travels byte for byte as it came. {@link
 * MessageReader#readAgain} puts both together again.
 */
public final class Envelope {

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
     * The headers for a message whose body is JSON: all but {@link MessageHeaders#TO}, {@link MessageHeaders#SENDER}, {@link MessageHeaders#REFERENCE} and {@link MessageHeaders#TAG}, and all of
     * them strings, empty where the message has nothing to say.
     */
    public static Map<String, Object> headers(SmsMessage message) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(MessageHeaders.MESSAGE_ID, message.id());
        headers.put(MessageHeaders.RECIPIENT, message.to());
        headers.put(MessageHeaders.ACCOUNT, message.account());
        headers.put(MessageHeaders.REQUESTED_ACCOUNT, message.account());
        headers.put(MessageHeaders.DEADLINE, written(message.deadline()));
        headers.put(MessageHeaders.SOURCE, message.source());
        headers.put(MessageHeaders.SEND_AT, written(message.sendAt()));
        headers.put(MessageHeaders.PRIORITY, message.priority().label());
        headers.put(MessageHeaders.PINNED, message.pinned() ? "true" : "");
        return headers;
    }

    /**
     * The headers for a message of either kind.
     *
     * @param arrived the headers that it came with: {@link MessageHeaders#TO} says whether its body is a plain text, and a redriven message
     *     keeps its {@link MessageHeaders#REQUESTED_ACCOUNT}; others are not looked at
     */
    public static Map<String, Object> headers(SmsMessage message, Map<String, Object> arrived) {
        Map<String, Object> headers = headers(message);
        if (isPlainText(arrived)) {
            headers.put(MessageHeaders.TO, MessageHeaders.text(arrived, MessageHeaders.TO));
            headers.put(MessageHeaders.SENDER, message.sender());
            headers.put(MessageHeaders.REFERENCE, message.reference());
            if (!message.tag().isEmpty()) {
                headers.put(MessageHeaders.TAG, message.tag());
            }
            if (isSurelyPlainText(arrived)) {
                headers.put(MessageHeaders.BODY_TYPE, "text/plain");
            }
        }
        if (isRedriven(arrived) && arrived.containsKey(MessageHeaders.REQUESTED_ACCOUNT)) {
            headers.put(
                    MessageHeaders.REQUESTED_ACCOUNT, MessageHeaders.text(arrived, MessageHeaders.REQUESTED_ACCOUNT));
        }
        return headers;
    }

    /** Whether the body that belongs to these headers is a plain text: it has {@link MessageHeaders#TO}, and is not said to be JSON. */
    static boolean isPlainText(Map<String, Object> headers) {
        return !MessageHeaders.text(headers, MessageHeaders.TO).isEmpty()
                && !JSON_TYPE
                        .matcher(MessageHeaders.text(headers, MessageHeaders.CONTENT_TYPE))
                        .matches();
    }

    /** Whether a plain text is said to be one, whatever it looks like. */
    static boolean isSurelyPlainText(Map<String, Object> headers) {
        return TEXT_TYPE
                        .matcher(MessageHeaders.text(headers, MessageHeaders.CONTENT_TYPE))
                        .matches()
                || TEXT_TYPE
                        .matcher(MessageHeaders.text(headers, MessageHeaders.BODY_TYPE))
                        .matches();
    }

    /** The account to route a message to: the operator's choice, else the sender's, else empty. */
    static String account(Map<String, Object> headers, MessageFields fields) {
        return isRedriven(headers)
                ? MessageHeaders.text(headers, MessageHeaders.REDRIVE_ACCOUNT)
                : fields.get(MessageHeaders.ACCOUNT);
    }

    /** The Channel Adapter that a message first came in by: a redriven one comes by another, and rules may ask for it. */
    static String source(Map<String, Object> headers, String adapter) {
        String source = MessageHeaders.text(headers, MessageHeaders.SOURCE);
        return wasHere(headers) && Source.isWritten(source) ? source : adapter;
    }

    /** Whether the message was here before, and so has its id. */
    static boolean wasHere(Map<String, ?> headers) {
        return MessageId.isValid(MessageHeaders.text(headers, MessageHeaders.MESSAGE_ID));
    }

    private static boolean isRedriven(Map<String, Object> headers) {
        return wasHere(headers)
                && !MessageHeaders.text(headers, MessageHeaders.REDRIVE_ACCOUNT).isEmpty();
    }

    /** The message's {@link MessageHeaders#REDRIVE_COUNT}, 0 or more; 0 on one that was not here before. */
    public static int redriveCount(Map<String, ?> headers) {
        String redriveCount = MessageHeaders.text(headers, MessageHeaders.REDRIVE_COUNT);
        return !redriveCount.isEmpty()
                        && wasHere(headers)
                        && REDRIVE_COUNTS.matcher(redriveCount).matches()
                ? Integer.parseInt(redriveCount)
                : 0;
    }

    /** The message that these headers and the fields of its body make up. */
    static SmsMessage open(Map<String, Object> headers, MessageFields fields) {
        return new SmsMessage(
                checked(
                        headers,
                        MessageHeaders.MESSAGE_ID,
                        MessageId.isValid(MessageHeaders.text(headers, MessageHeaders.MESSAGE_ID))),
                checked(
                        headers,
                        MessageHeaders.RECIPIENT,
                        E164.matcher(MessageHeaders.text(headers, MessageHeaders.RECIPIENT))
                                .matches()),
                fields.get(MessageFields.TEXT),
                MessageHeaders.text(headers, MessageHeaders.REQUESTED_ACCOUNT),
                fields.get(MessageHeaders.SENDER),
                fields.get(MessageHeaders.REFERENCE),
                Priority.ofLabel(MessageHeaders.text(headers, MessageHeaders.PRIORITY)),
                MessageHeaders.text(headers, MessageHeaders.SOURCE),
                instant(headers, MessageHeaders.DEADLINE),
                instant(headers, MessageHeaders.SEND_AT),
                MessageHeaders.text(headers, MessageHeaders.PINNED).equals("true"),
                fields.get(MessageHeaders.TAG));
    }

    private static String checked(Map<String, Object> headers, String name, boolean valid) {
        if (!valid) {
            throw notAsSet(name);
        }
        return MessageHeaders.text(headers, name);
    }

    private static String written(Instant instant) {
        return instant.equals(Instant.MAX) ? NEVER : instant.equals(Instant.EPOCH) ? AT_ONCE : instant.toString();
    }

    private static Instant instant(Map<String, Object> headers, String name) {
        String text = MessageHeaders.text(headers, name);
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
