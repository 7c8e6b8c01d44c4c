package io.staffetta.message;

import io.staffetta.language.Phrase;
import java.nio.charset.StandardCharsets;

/** Turns the body of a message, as an adapter hands it over, into text. */
final class Payload {

    static final int MAX_BODY_BYTES = 1 << 20;

    private Payload() {}

    /**
     * The text of a body, without a byte order mark.
     *
     * @throws InvalidMessageException unless it is a string or UTF-8 bytes of at most {@link #MAX_BODY_BYTES}
     */
    static String text(Object body) {
        if (body instanceof String text) {
            // No character takes more than three bytes for each UTF-16 unit, so few bodies need to be counted.
            if (text.length() > MAX_BODY_BYTES / 3) {
                checkSize(text.getBytes(StandardCharsets.UTF_8).length);
            }
            return BodyText.withoutByteOrderMark(text);
        }
        if (body instanceof byte[] bytes) {
            checkSize(bytes.length);
            return BodyText.of(bytes);
        }
        if (body instanceof ForeignBody foreign && foreign.isUndecodable()) {
            throw new InvalidMessageException(
                    "",
                    Phrase.of(
                            "{0}, but is a text that cannot be read: encode it in UTF-8, or send it as a bytes message, or "
                                    + "write JSON with \\u escapes",
                            Phrase.of(BodyText.IN_UTF_8)));
        }
        if (body instanceof ForeignBody foreign) {
            throw new InvalidMessageException(
                    "", Phrase.of("must be a text or bytes message, but is of type {0}", foreign));
        }
        throw new InvalidMessageException(
                "",
                body == null
                        ? "must be a text or bytes message, but has no body"
                        : "must be a text or bytes message, but is of another kind");
    }

    /**
     * Refuses a text that has lost characters before it came here: where the bytes of a text are not UTF-8, ActiveMQ's STOMP puts
     * U+FFFD in their place.
     */
    static void requireDecoded(String text) {
        requireDecoded("", text);
    }

    /**
     * The same of a header.
     *
     * @param field its name; empty for the body
     */
    static void requireDecoded(String field, String text) {
        if (text.indexOf('\ufffd') >= 0) {
            throw new InvalidMessageException(
                    field,
                    Phrase.of(
                            "{0}, but has U+FFFD, which stands for bytes that are not: encode the text in UTF-8, or write "
                                    + "JSON with \\u escapes",
                            Phrase.of(BodyText.IN_UTF_8)));
        }
    }

    private static void checkSize(int bytes) {
        if (bytes > MAX_BODY_BYTES) {
            throw new InvalidMessageException(
                    "", Phrase.of("must be at most {0} bytes, but is {1}", MAX_BODY_BYTES, bytes));
        }
    }
}
