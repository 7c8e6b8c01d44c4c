package io.staffetta.batch.format;

import io.staffetta.batch.text.Row;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Bounds what a parser can take into memory at once: whoever calls it renews the allowance before each event.
 *
 * <p>Not thread-safe.
 */
final class BoundedReader extends FilterReader {

    /** What parsers read ahead. */
    private static final int SLACK = 1 << 16;

    private long left = Row.MAX_LENGTH + SLACK;

    BoundedReader(Reader reader) {
        super(reader);
    }

    /** Signals that one event of the parser needs more than a row may have. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException() {
            super("More than a row may have");
        }
    }

    /** The next event may take as much as a row may have. */
    void renew() {
        left = Row.MAX_LENGTH + SLACK;
    }

    @Override
    public int read() throws IOException {
        spend(1);
        return super.read();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        spend(read);
        return read;
    }

    private void spend(int read) throws ExceededException {
        left -= read;
        if (left < 0) {
            throw new ExceededException();
        }
    }
}
