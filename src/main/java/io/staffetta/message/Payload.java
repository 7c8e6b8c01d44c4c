package io.staffetta.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Turns the body of a message, as an adapter hands it over, into text. */
final class Payload {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private Payload() {}

    /**
     * The text of a body.
     *
     * @throws InvalidMessageException unless it is a string or UTF-8 bytes of at most {@link MessageReader#MAX_BODY_BYTES}
     */
    static String text(Object body) {
        if (body instanceof String text) {
            // No character takes more than three bytes for each UTF-16 unit, so few bodies need to be counted.
            if (text.length() > MessageReader.MAX_BODY_BYTES / 3) {
                checkSize(text.getBytes(StandardCharsets.UTF_8).length);
            }
            return text;
        }
        if (body instanceof byte[] bytes) {
            checkSize(bytes.length);
            return decoded(bytes);
        }
        if (body instanceof ForeignBody foreign) {
            throw new InvalidMessageException("", "must be a text or bytes message, but is of type " + foreign);
        }
        throw new InvalidMessageException(
                "", "must be a text or bytes message, but " + (body == null ? "has no body" : "is of another kind"));
    }

    private static void checkSize(int bytes) {
        if (bytes > MessageReader.MAX_BODY_BYTES) {
            throw new InvalidMessageException(
                    "", "must be at most " + MessageReader.MAX_BODY_BYTES + " bytes, but is " + bytes);
        }
    }

    private static String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidMessageException("", "must be encoded in UTF-8");
        }
    }
}
