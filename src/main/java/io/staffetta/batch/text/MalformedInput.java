package io.staffetta.batch.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/**
 * Bytes that are not of a file's encoding, written as text: two code points for each, which Unicode keeps for a program's own
 * use (U+FDD0 to U+FDEF). No text has these, and XML permits them. So a row that has such bytes is known, and can be written
 * again byte for byte.
 */
public final class MalformedInput {

    private static final char HIGH = '\ufdd0';
    private static final char LOW = '\ufde0';
    private static final char LAST = '\ufdef';

    private MalformedInput() {}

    /** Whether a code unit is half of such a byte. */
    static boolean is(char c) {
        return c >= HIGH && c <= LAST;
    }

    /** Whether a text has such bytes. */
    public static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (is(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The text for one byte: its first code unit. */
    static char high(byte b) {
        return (char) (HIGH + ((b & 0xF0) >> 4));
    }

    /** The text for one byte: its second code unit. */
    static char low(byte b) {
        return (char) (LOW + (b & 0x0F));
    }

    /** The same text with one code point for each such byte, so that what comes after it is where it would be. */
    public static String single(String text) {
        if (!isIn(text)) {
            return text;
        }
        StringBuilder single = new StringBuilder(text);
        for (int i = 0; i + 1 < single.length(); i++) {
            if (isByte(single, i)) {
                single.deleteCharAt(i + 1);
            }
        }
        return single.toString();
    }

    /** The bytes that a text was decoded from. */
    public static byte[] encode(String text, Charset charset) {
        if (!isIn(text)) {
            return text.getBytes(charset);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            if (isByte(text, i)) {
                put(bytes, text.substring(from, i), charset);
                bytes.write(((text.charAt(i) - HIGH) << 4) | (text.charAt(i + 1) - LOW));
                i++;
                from = i + 1;
            }
        }
        put(bytes, text.substring(from), charset);
        return bytes.toByteArray();
    }

    private static boolean isByte(CharSequence text, int at) {
        return text.charAt(at) >= HIGH
                && text.charAt(at) < LOW
                && text.charAt(at + 1) >= LOW
                && text.charAt(at + 1) <= LAST;
    }

    private static void put(ByteArrayOutputStream bytes, String text, Charset charset) {
        ByteBuffer encoded = charset.encode(text);
        bytes.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
    }
}
