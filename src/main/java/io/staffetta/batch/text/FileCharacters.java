package io.staffetta.batch.text;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * The characters of a text file: the mark that DOS puts at its end, Ctrl-Z, does not count there, and a NUL, which no text has,
 * is an error.
 *
 * <p>Not thread-safe.
 */
final class FileCharacters extends FilterReader {

    private static final char CONTROL_Z = '\u001a';
    private static final int BUFFER = 8192;

    private final char[] buffer = new char[BUFFER];
    private int position;
    private int filled;
    /** Marks that may be the end, or not. */
    private long held;

    private long lines = 1;
    private char last;

    FileCharacters(Reader reader) {
        super(reader);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    /**
     * Reads characters.
     *
     * @throws BatchFileException if there is a NUL; says in which line
     */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count == 0 && fill()) {
            while (count < length && position < filled) {
                if (buffer[position] == CONTROL_Z) {
                    held++;
                    position++;
                } else if (held > 0) {
                    held--;
                    target[offset + count++] = CONTROL_Z;
                } else {
                    target[offset + count++] = checked(buffer[position++]);
                }
            }
        }
        return count > 0 || length == 0 ? count : -1;
    }

    private boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, in.read(buffer, 0, BUFFER));
        }
        return filled > 0;
    }

    private char checked(char c) {
        if (c == 0) {
            throw new BatchFileException(
                    lines,
                    0,
                    "has a NUL, which no text has: it is not whole, or its charset is another",
                    "let its writer end before it is picked up, which pick-up = rename or done-file makes sure of, and"
                            + " save it as text in UTF-8");
        }
        if (c == '\r' || (c == '\n' && last != '\r')) {
            lines++;
        }
        last = c;
        return c;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
