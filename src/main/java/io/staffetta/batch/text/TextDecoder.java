package io.staffetta.batch.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes bytes, and loses none: those that are not of the encoding become {@link MalformedInput} text.
 *
 * <p>Not thread-safe.
 */
final class TextDecoder extends Reader {

    private static final int SIZE = 8192;
    /** A code unit that is kept for our own use becomes up to four bytes, with two code units each. */
    private static final int MOST_UNITS = 8;

    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).limit(0);
    private final CharBuffer decoded = CharBuffer.allocate(SIZE);
    private final char[] text = new char[MOST_UNITS * SIZE + MOST_UNITS * 16];
    private int position;
    private int filled;
    private boolean ended;
    private boolean finished;

    TextDecoder(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == filled && !fill()) {
            return -1;
        }
        int count = Math.min(length, filled - position);
        System.arraycopy(text, position, buffer, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = 0;
        while (filled == 0 && !finished) {
            decoded.clear();
            CoderResult result = decoder.decode(bytes, decoded, ended);
            take();
            if (result.isError()) {
                for (int i = 0; i < result.length(); i++) {
                    put(bytes.get());
                }
            } else if (result.isUnderflow() && ended) {
                decoded.clear();
                decoder.flush(decoded);
                take();
                finished = true;
            } else if (result.isUnderflow()) {
                more();
            }
        }
        return filled > 0;
    }

    private void more() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    private void take() {
        decoded.flip();
        int from = filled;
        int count = decoded.remaining();
        decoded.get(text, from, count);
        filled += count;
        for (int i = from; i < from + count; i++) {
            if (MalformedInput.is(text[i])) {
                spell(from, count);
                return;
            }
        }
    }

    /** Writes what only we may use as the bytes that it is in the file. */
    private void spell(int from, int count) {
        String given = new String(text, from, count);
        filled = from;
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (MalformedInput.is(c)) {
                for (byte b : String.valueOf(c).getBytes(charset)) {
                    put(b);
                }
            } else {
                text[filled++] = c;
            }
        }
    }

    private void put(byte b) {
        text[filled++] = MalformedInput.high(b);
        text[filled++] = MalformedInput.low(b);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
