package io.staffetta.provider.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Undoes the compression of an answer that comes compressed though {@code identity} was asked for. What the bytes are counts
 * for more than what the header says: gzip is known by its first bytes, whatever is announced, and what is announced as
 * compressed and is not stays as it is. The largest answer holds for the inflated one.
 */
final class Inflation {

    /** A compressed answer that was compressed again, as by a proxy, is read; more layers are not. */
    private static final int MOST_LAYERS = 2;

    private Inflation() {}

    /**
     * The content, inflated where it is compressed.
     *
     * @param encoding value of {@code Content-Encoding}; empty if there was none
     * @throws AnswerContent.TooLargeException if it grows beyond {@link AnswerContent#LARGEST}
     * @throws IOException if it breaks off or is damaged
     */
    static byte[] undo(byte[] content, String encoding) throws IOException {
        byte[] inflated = content;
        for (int layer = 0; layer < MOST_LAYERS && isGzip(inflated); layer++) {
            inflated = AnswerContent.all(new GZIPInputStream(new ByteArrayInputStream(inflated)));
        }
        if (inflated == content && encoding.toLowerCase(Locale.ROOT).contains("deflate")) {
            return deflated(content);
        }
        return inflated;
    }

    private static boolean isGzip(byte[] content) {
        return content.length > 2 && (content[0] & 0xFF) == 0x1F && (content[1] & 0xFF) == 0x8B && content[2] == 8;
    }

    /** "deflate" is a zlib stream by its standard, and a bare deflate stream by many servers. */
    private static byte[] deflated(byte[] content) throws IOException {
        boolean zlib = content.length > 1
                && (content[0] & 0x0F) == 8
                && (((content[0] & 0xFF) << 8) + (content[1] & 0xFF)) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        try {
            return AnswerContent.all(new InflaterInputStream(new ByteArrayInputStream(content), inflater));
        } catch (AnswerContent.TooLargeException e) {
            throw e;
        } catch (IOException e) {
            if (zlib) {
                throw e;
            }
            return content; // Announced, but not done.
        } finally {
            inflater.end();
        }
    }
}
