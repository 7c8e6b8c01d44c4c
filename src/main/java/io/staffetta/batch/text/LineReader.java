package io.staffetta.batch.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/**
 * Lines of a text, however long they are: of one that is longer than {@link Row#MAX_LENGTH} nothing is kept. Lines end with
 * LF, CRLF or CR.
 *
 * <p>Not thread-safe.
 */
public final class LineReader implements Closeable {

    private static final int BUFFER = 8192;

    private final Reader reader;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder text = new StringBuilder();
    private int position;
    private int filled;
    private long number;

    /** @param linesBefore lines of the file that have been read before */
    public LineReader(Reader reader, long linesBefore) {
        this.reader = reader;
        this.number = linesBefore;
    }

    /**
     * A line.
     *
     * @param number which line it is, from 1
     * @param text what is in it; empty if it is too long
     * @param end how it ends; empty for the last one, if it has no end
     * @param tooLong whether it is longer than a row may be
     * @param quote whether a line that is too long has a double quote
     */
    public record Line(long number, String text, String end, boolean tooLong, boolean quote) {

        /** Whether there is nothing in it but blanks. */
        boolean isBlank() {
            return !tooLong && text.isBlank();
        }

        /** What is in it, and how it ends; nothing of one that is too long. */
        public String written() {
            return tooLong ? "" : text + end;
        }
    }

    /** The next line; {@code null} at the end of the text. */
    public Line next() throws IOException {
        if (!fill()) {
            return null;
        }
        number++;
        text.setLength(0);
        boolean tooLong = false;
        boolean quote = false;
        String end = "";
        while (end.isEmpty() && fill()) {
            int from = position;
            while (position < filled && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            tooLong |= text.length() + position - from > Row.MAX_LENGTH;
            if (tooLong) {
                quote |= text.indexOf("\"") >= 0 || hasQuote(from);
                text.setLength(0);
            } else {
                text.append(buffer, from, position - from);
            }
            end = position < filled ? end() : "";
        }
        return new Line(number, text.toString(), end, tooLong, quote);
    }

    /** The next line that is not blank; {@code null} if there is none. */
    public Line nextNotBlank() throws IOException {
        Line line = next();
        while (line != null && line.isBlank()) {
            line = next();
        }
        return line;
    }

    private boolean hasQuote(int from) {
        for (int i = from; i < position; i++) {
            if (buffer[i] == '"') {
                return true;
            }
        }
        return false;
    }

    private String end() throws IOException {
        if (buffer[position++] == '\n') {
            return "\n";
        }
        if (fill() && buffer[position] == '\n') {
            position++;
            return "\r\n";
        }
        return "\r";
    }

    private boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, reader.read(buffer, 0, BUFFER));
        }
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
