package io.staffetta.message;

import io.staffetta.access.Source;
import io.staffetta.language.Phrase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Normalizer. Reads a message in any form that the gateway takes and turns it into one {@link SmsMessage} for each
 * recipient.
 *
 * <p>Two forms: a JSON object, or a plain text whose other fields are headers. A header {@code to} that is not empty
 * chooses the second, unless a header {@code content-type} says that the body is JSON; one that looks like JSON without a
 * {@code content-type} is refused, lest JSON be sent to a person. Absent and empty mean the same for every field that is not required.
 *
 * <p>Thread-safe.
 */
public final class MessageReader {

    /** Longest body, in bytes of UTF-8: 1 MiB. */
    public static final int MAX_BODY_BYTES = Payload.MAX_BODY_BYTES;

    /** Longest text that is read at all, in UTF-16 code units; what a provider carries is less, see {@link SmsText}. */
    public static final int MAX_TEXT_LENGTH = FieldRules.MAX_TEXT_LENGTH;

    /** Most recipients of one message, and most messages in one array. */
    public static final int MAX_ELEMENTS = JsonFields.MAX_ELEMENTS;

    /** Names of all fields of a message, {@code to} and {@code text} first. */
    public static final List<String> FIELDS = Stream.concat(Stream.of(MessageFields.TO), MessageFields.NAMES.stream())
            .toList();

    /** The Channel Adapter whose text messages somebody else has decoded. */
    private static final String JMS = "jms";

    /** The beginning of an object with a field, or of an array of them, also with other quotes than JSON has. */
    private static final Pattern LOOKS_LIKE_JSON =
            Pattern.compile("\\s*(\\[\\s*)?\\{\\s*(\"[^\"]{0,40}\"|'[^']{0,40}'|to|text)\\s*:|\\s*\\{\\s*}\\s*\\z");

    private final PhoneNumbers numbers;
    private final Clock clock;

    public MessageReader(PhoneNumbers numbers, Clock clock) {
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * Reads a message as it arrived.
     *
     * @param body a {@link String}, or bytes of UTF-8
     * @param headers what came with it. For a plain text, its fields; for both forms {@code JMSPriority}, {@code
     *     JMSExpiration} and {@code JMSTimestamp}, and {@link MessageHeaders#MESSAGE_ID}, {@link MessageHeaders#RECIPIENT}, {@link
     *     MessageHeaders#SOURCE} and {@link MessageHeaders#REDRIVE_ACCOUNT} of a message that was here before; others are ignored
     * @param source the Channel Adapter, such as {@code jms}
     * @param origin what identifies the message where it came from, such as its JMSMessageID: delivered again, it gets the
     *     same ids again; empty if nothing does
     * @return one message for each recipient, in the order given, at least one and at most {@value #MAX_ELEMENTS}. Their
     *     deadline is {@link Instant#MAX} where the sender set none.
     * @throws InvalidMessageException if the message cannot be sent as it is
     */
    public List<SmsMessage> read(Object body, Map<String, Object> headers, String source, String origin) {
        MessageFields fields = newFields(body, headers, source);
        List<String> recipients = recipients(fields.to());
        String text = FieldRules.text(fields.get(MessageFields.TEXT));
        String account = FieldRules.account(Envelope.account(headers, fields));
        String sender = FieldRules.sender(fields.get(MessageFields.SENDER));
        String reference = FieldRules.reference(fields.get(MessageFields.REFERENCE));
        Priority priority = priority(fields, headers);
        Instant deadline = deadline(fields, headers);
        Instant sendAt = sendAt(fields, deadline);
        boolean pinned = FieldRules.pinned(fields.get(MessageFields.PINNED));
        String tag = FieldRules.tag(fields.get(MessageFields.TAG));

        String earlierId = MessageHeaders.text(headers, MessageHeaders.MESSAGE_ID);
        boolean wasHere = Envelope.wasHere(headers);
        String cameBy = Envelope.source(headers, source);
        List<SmsMessage> messages = new ArrayList<>(recipients.size());
        for (int i = 0; i < recipients.size(); i++) {
            String id = wasHere ? MessageId.derive(earlierId, i) : id(origin, i, headers);
            messages.add(new SmsMessage(
                    id,
                    recipients.get(i),
                    text,
                    account,
                    sender,
                    reference,
                    priority,
                    cameBy,
                    deadline,
                    sendAt,
                    pinned,
                    tag));
        }
        return wasHere ? onlyEarlierRecipient(messages, earlierId, headers) : messages;
    }

    /**
     * Rebuilds a message that comes from a queue of the gateway, without checking again what {@link #read} has checked.
     *
     * @param body the same body that was read
     * @param headers what {@link Envelope#headers(SmsMessage, Map)} gave, and any others
     * @throws InvalidMessageException if body or headers are not those of a message that was read
     */
    public SmsMessage readAgain(Object body, Map<String, Object> headers) {
        return Envelope.open(headers, fields(body, headers));
    }

    /**
     * How urgent a message is, for who puts messages in order before they are read.
     *
     * @param body as for {@link #read}
     * @param headers as for {@link #read}
     * @return empty if the message cannot be read
     */
    public static Optional<Priority> priority(Object body, Map<String, Object> headers) {
        try {
            return Optional.of(priority(fields(body, headers), headers));
        } catch (InvalidMessageException e) {
            return Optional.empty();
        }
    }

    /**
     * Parts an array of messages.
     *
     * @param json a JSON array of objects, or one object
     * @return the JSON of each object, exactly as written; at least one and at most {@value #MAX_ELEMENTS}
     * @throws InvalidMessageException if it is neither, or has none or too many, or is larger than
     *     {@link #MAX_BODY_BYTES}
     */
    public static List<String> elements(String json) {
        return JsonFields.elements(Payload.text(json));
    }

    private static MessageFields fields(Object body, Map<String, Object> headers) {
        String content = Payload.text(body);
        if (Envelope.isPlainText(headers)) {
            return MessageFields.ofHeaders(withoutLineEnd(content), headers);
        }
        if (!content.stripLeading().startsWith("{")) {
            throw new InvalidMessageException(
                    "", "must be a JSON object, or a plain text with the recipient in a header 'to'");
        }
        return JsonFields.read(content);
    }

    private static MessageFields newFields(Object body, Map<String, Object> headers, String source) {
        if (Source.of(source).door().equals(JMS) && !Envelope.wasHere(headers)) {
            requireDecoded(body, headers);
        }
        MessageFields fields = fields(body, headers);
        if (Envelope.isPlainText(headers)
                && LOOKS_LIKE_JSON.matcher(fields.get(MessageFields.TEXT)).lookingAt()
                && !Envelope.isSurelyPlainText(headers)) {
            throw new InvalidMessageException(
                    "",
                    "must be JSON or a plain text, but looks like JSON and has a header 'to': leave the header out, or add"
                            + " the header 'content-type', application/json or text/plain");
        }
        return fields;
    }

    private static void requireDecoded(Object body, Map<String, Object> headers) {
        if (body instanceof String text) {
            Payload.requireDecoded(text);
        }
        if (Envelope.isPlainText(headers)) {
            FIELDS.forEach(field -> Payload.requireDecoded(field, MessageHeaders.text(headers, field)));
        }
    }

    /** Drops the one line end that printf and echo leave behind a text, and nothing else. */
    private static String withoutLineEnd(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private List<String> recipients(List<String> to) {
        if (to.isEmpty()) {
            throw new InvalidMessageException(MessageFields.TO, "must name at least one phone number");
        }
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < to.size(); i++) {
            String field = to.size() == 1 ? MessageFields.TO : MessageFields.TO + "[" + i + "]";
            Integer earlier = positions.putIfAbsent(numbers.normalise(field, to.get(i)), i);
            if (earlier != null) {
                throw new InvalidMessageException(
                        MessageFields.TO,
                        Phrase.of("must name each phone number once, but {0} and {1} are one", earlier, i));
            }
        }
        return List.copyOf(positions.keySet());
    }

    private static Priority priority(MessageFields fields, Map<String, Object> headers) {
        String label = fields.get(MessageFields.PRIORITY);
        if (!label.isEmpty()) {
            return Priority.ofLabel(label);
        }
        return headers.get("JMSPriority") instanceof Integer jmsPriority
                ? Priority.ofJms(jmsPriority)
                : Priority.NORMAL;
    }

    private Instant deadline(MessageFields fields, Map<String, Object> headers) {
        String validUntil = fields.get(MessageFields.VALID_UNTIL);
        String validFor = fields.get(MessageFields.VALID_FOR);
        if (!validUntil.isEmpty() && !validFor.isEmpty()) {
            throw new InvalidMessageException(MessageFields.VALID_FOR, "must not be given together with 'validUntil'");
        }
        if (!validUntil.isEmpty()) {
            return FieldRules.instant(MessageFields.VALID_UNTIL, validUntil);
        }
        if (!validFor.isEmpty()) {
            return Arrival.of(headers, clock).plus(FieldRules.validFor(validFor));
        }
        return Expiration.of(headers);
    }

    private static Instant sendAt(MessageFields fields, Instant deadline) {
        String sendAt = fields.get(MessageFields.SEND_AT);
        Instant instant = sendAt.isEmpty() ? Instant.EPOCH : FieldRules.instant(MessageFields.SEND_AT, sendAt);
        if (!instant.isBefore(deadline)) {
            throw new InvalidMessageException(MessageFields.SEND_AT, "must be before the message's deadline");
        }
        return instant;
    }

    /**
     * The id of a new message. Its time is that of the JMS message, not the present: a message delivered again must get the
     * same id. Without a JMS time, the ids of an origin all have the time zero.
     */
    private static String id(String origin, int index, Map<String, Object> headers) {
        if (origin.isEmpty()) {
            return MessageId.next();
        }
        Instant at =
                headers.get("JMSTimestamp") instanceof Long timestamp ? Instant.ofEpochMilli(timestamp) : Instant.EPOCH;
        return MessageId.of(MessageId.part(origin, index), at);
    }

    /** A message that was parted from others must not bring them along when it comes again: they would be sent twice. */
    private static List<SmsMessage> onlyEarlierRecipient(
            List<SmsMessage> messages, String id, Map<String, Object> headers) {
        String recipient = MessageHeaders.text(headers, MessageHeaders.RECIPIENT);
        if (recipient.isEmpty()) {
            return messages;
        }
        return messages.stream()
                .filter(message -> message.to().equals(recipient))
                .findFirst()
                .map(message -> List.of(message.withId(id)))
                .orElseThrow(() -> new InvalidMessageException(
                        MessageHeaders.RECIPIENT, "must be one of the phone numbers in 'to'"));
    }
}
