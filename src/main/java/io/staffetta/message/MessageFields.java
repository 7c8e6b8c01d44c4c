package io.staffetta.message;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The fields of a message as its sender wrote them, not yet checked.
 *
 * @param to recipients in the order given; empty if none are
 * @param values the other fields by name; absent and empty mean the same
 */
record MessageFields(List<String> to, Map<String, String> values) {

    static final String TO = MessageHeaders.TO;
    static final String TEXT = "text";
    static final String ACCOUNT = MessageHeaders.ACCOUNT;
    static final String SENDER = MessageHeaders.SENDER;
    static final String REFERENCE = MessageHeaders.REFERENCE;
    static final String PRIORITY = MessageHeaders.PRIORITY;
    static final String VALID_UNTIL = "validUntil";
    static final String VALID_FOR = "validFor";
    static final String SEND_AT = MessageHeaders.SEND_AT;
    static final String PINNED = MessageHeaders.PINNED;
    static final String TAG = MessageHeaders.TAG;

    /** All fields but {@code to}, each of them one string, in the order of the contract. */
    static final List<String> NAMES =
            List.of(TEXT, ACCOUNT, SENDER, REFERENCE, PRIORITY, VALID_UNTIL, VALID_FOR, SEND_AT, PINNED, TAG);

    /** The fields of a plain text: all but the text come from headers, and other headers do not count. */
    static MessageFields ofHeaders(String text, Map<String, Object> headers) {
        Map<String, String> values = NAMES.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> name.equals(TEXT) ? LineBreaks.unified(text) : MessageHeaders.text(headers, name)));
        return new MessageFields(List.of(MessageHeaders.text(headers, TO)), values);
    }

    /** Value of a field other than {@code to}; empty if it is not given. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** Tells nothing of the contents, so that it may be logged. */
    @Override
    public String toString() {
        return "MessageFields[" + values.keySet() + "]";
    }
}
