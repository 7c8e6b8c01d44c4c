package io.staffetta.cli.dead;

import io.staffetta.cli.terminal.Table;
import io.staffetta.deadletter.StoredDeadLetter;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.Envelope;
import io.staffetta.message.ForeignBody;
import io.staffetta.message.PhoneNumbers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dead letters as people and machines see them: numbers masked, and no text, unless they ask for it. */
final class DeadLetterView {

    private static final String BODY = "body";
    private static final int LABEL = 18;
    private static final List<String> NAMES = List.of(
            DeliveryHeaders.REASON,
            DeliveryHeaders.DETAIL,
            Envelope.ACCOUNT,
            DeliveryHeaders.PROVIDER,
            Envelope.RECIPIENT,
            Envelope.TO,
            DeliveryHeaders.ATTEMPTS,
            DeliveryHeaders.FIRST_ATTEMPT,
            DeliveryHeaders.LAST_ATTEMPT,
            DeliveryHeaders.HTTP_STATUS,
            DeliveryHeaders.PROVIDER_CODE,
            DeliveryHeaders.NODE,
            DeliveryHeaders.PHASE,
            DeliveryHeaders.MILLIS,
            DeliveryHeaders.BYTES_SENT,
            DeliveryHeaders.STATUS_LINE,
            DeliveryHeaders.DEAD_SINCE,
            Envelope.REQUESTED_ACCOUNT,
            Envelope.SENDER,
            Envelope.REFERENCE,
            Envelope.TAG,
            Envelope.PRIORITY,
            Envelope.SOURCE,
            Envelope.SEND_AT,
            Envelope.PINNED,
            Envelope.DEADLINE);
    private static final Set<String> NUMBERS = Set.of(Envelope.RECIPIENT, Envelope.TO);
    private static final Set<String> COUNTS = Set.of(
            DeliveryHeaders.ATTEMPTS, DeliveryHeaders.HTTP_STATUS, DeliveryHeaders.MILLIS, DeliveryHeaders.BYTES_SENT);

    /** What the envelope says where the sender said nothing. */
    private static final Set<String> NOTHING = Set.of(Instant.EPOCH.toString(), Instant.MAX.toString());

    private DeadLetterView() {}

    /** What is known of a dead letter, by name; nothing of its text. */
    static Map<String, Object> masked(StoredDeadLetter letter) {
        return view(letter, false);
    }

    /** All of a dead letter, by name, its number and its body among it. */
    static Map<String, Object> revealed(StoredDeadLetter letter) {
        Map<String, Object> view = view(letter, true);
        if (letter.body() instanceof String text) {
            view.put("bodyType", "text");
            view.put(BODY, text);
            return view;
        }
        byte[] bytes = letter.body() instanceof ForeignBody foreign ? foreign.content() : (byte[]) letter.body();
        String text = text(bytes);
        view.put("bodyType", text == null ? "base64" : "bytes");
        view.put(BODY, text == null ? Base64.getEncoder().encodeToString(bytes) : text);
        return view;
    }

    /** A view for people: its fields one a line, but for the body, which has the lines that it has. */
    static List<String> lines(Map<String, Object> view) {
        return view.entrySet().stream()
                .map(field -> "%-16s  ".formatted(field.getKey())
                        + (field.getKey().equals(BODY)
                                ? Table.lines(field.getValue().toString(), LABEL)
                                : Table.clean(field.getValue().toString())))
                .toList();
    }

    private static Map<String, Object> view(StoredDeadLetter letter, boolean reveal) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", letter.id());
        for (String name : NAMES) {
            String value = letter.property(name);
            if (value.isEmpty() || NOTHING.contains(value)) {
                continue;
            }
            boolean count = COUNTS.contains(name) && value.matches("[0-9]{1,9}");
            boolean hide = NUMBERS.contains(name) && !reveal;
            view.put(name, count ? (Object) Integer.valueOf(value) : hide ? PhoneNumbers.mask(value) : value);
        }
        return view;
    }

    /** Bytes as text; {@code null} if they are no UTF-8. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
