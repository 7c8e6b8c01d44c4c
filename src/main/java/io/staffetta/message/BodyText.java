package io.staffetta.message;

import io.staffetta.language.Phrase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text out of bytes, for whatever comes in: UTF-8 with or without a byte order mark, or UTF-16 where a byte order mark says so.
 * The mark is no part of the text.
 */
public final class BodyText {

    /** What is to be done about bytes that are not UTF-8. */
    static final String IN_UTF_8 = "must be encoded in UTF-8";

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private BodyText() {}

    /**
     * The text of a body, a file or the like.
     *
     * @throws InvalidMessageException if the bytes are not encoded in UTF-8; names the first byte that is not, counted from 1
     */
    public static String of(byte[] bytes) {
        if (beginsWith(bytes, 0xfe, 0xff)) {
            return decoded(bytes, StandardCharsets.UTF_16BE);
        }
        if (beginsWith(bytes, 0xff, 0xfe)) {
            return decoded(bytes, StandardCharsets.UTF_16LE);
        }
        if (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0)) {
            throw new InvalidMessageException(
                    "", Phrase.of("{0}, but looks like UTF-16 without a byte order mark", Phrase.of(IN_UTF_8)));
        }
        return decoded(bytes, StandardCharsets.UTF_8);
    }

    /**
     * The text of a small file.
     *
     * @throws CharacterCodingException if it is not encoded in UTF-8; its message says so
     * @throws IOException if it cannot be read
     */
    public static String ofFile(Path file) throws IOException {
        try {
            return of(Files.readAllBytes(file));
        } catch (InvalidMessageException e) {
            throw new NotUtf8Exception(e.rule());
        }
    }

    /** A text without the byte order mark that it begins with; the same if it begins with none. */
    public static String withoutByteOrderMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean beginsWith(byte[] bytes, int first, int second) {
        return bytes.length > 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static String decoded(byte[] bytes, Charset charset) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return withoutByteOrderMark(charset.newDecoder().decode(in).toString());
        } catch (CharacterCodingException e) {
            throw new InvalidMessageException(
                    "",
                    Phrase.of(
                            "{0}, but byte {1} of it is not: save or send it in that encoding",
                            Phrase.of(IN_UTF_8), validBytes(bytes, charset) + 1));
        }
    }

    private static int validBytes(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
        return result.isError() ? in.position() : bytes.length;
    }

    private static final class NotUtf8Exception extends CharacterCodingException {

        private static final long serialVersionUID = 1L;

        private final String rule;

        NotUtf8Exception(String rule) {
            this.rule = rule;
        }

        @Override
        public String getMessage() {
            return "it " + rule;
        }
    }
}
