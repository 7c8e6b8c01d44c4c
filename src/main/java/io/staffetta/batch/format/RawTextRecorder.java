package io.staffetta.batch.format;

import io.staffetta.batch.text.Row;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Keeps what a parser has read since a place, so that it can be had as it is written. Of more than a row may have, nothing is
 * kept.
 *
 * <p>Not thread-safe.
 */
final class RawTextRecorder extends FilterReader {

    /** What parsers read ahead. */
    private static final int SLACK = 1 << 16;

    private final StringBuilder kept = new StringBuilder();
    /** Where what is kept begins, in characters from the first. */
    private long begin;

    private long end;

    RawTextRecorder(Reader reader) {
        super(reader);
    }

    /** Keeps nothing before a place any more. */
    void forget(long before) {
        int count = (int) Math.max(0, Math.min(before, end) - begin);
        kept.delete(0, count);
        begin += count;
    }

    /** What is written between two places; empty if it is not kept. */
    String between(long from, long to) {
        return from < begin || to > end ? "" : kept.substring((int) (from - begin), (int) (to - begin));
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c >= 0) {
            keep(new char[] {(char) c}, 0, 1);
        }
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            keep(buffer, offset, read);
        }
        return read;
    }

    private void keep(char[] buffer, int offset, int count) {
        if (kept.length() + count > Row.MAX_LENGTH + SLACK) {
            kept.setLength(0);
            begin = end;
        }
        kept.append(buffer, offset, count);
        end += count;
    }
}
