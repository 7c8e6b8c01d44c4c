package io.staffetta.batch.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.LineReader;
import io.staffetta.batch.text.LineReader.Line;
import io.staffetta.batch.text.Row;
import io.staffetta.message.InvalidMessageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Parts CSV into records: lines, and several of them where a quoted field goes over the end of a line. What is in a record is
 * for the library to say; this finds where the next one begins after one that is broken or too long.
 *
 * <p>Not thread-safe.
 */
final class CsvRecords implements Closeable {

    private static final char QUOTE = '"';

    private final LineReader lines;

    CsvRecords(LineReader lines) {
        this.lines = lines;
    }

    /**
     * A record.
     *
     * @param line line that it begins in
     * @param text as it is written, without its line end; empty if it is too long
     * @param end its line end; empty if it is too long
     * @param problem why it is none; {@code null} if it is one
     */
    record Written(long line, String text, String end, InvalidMessageException problem) {}

    private enum Place {
        BEGIN,
        PLAIN,
        QUOTED,
        AFTER_QUOTE,
        BLANK_AFTER_QUOTE,
        BROKEN
    }

    /**
     * The next record; {@code null} at the end.
     *
     * @param separator what stands between fields
     * @throws BatchFileException if a quoted field has no end that can be trusted
     */
    Written next(char separator) throws IOException {
        Line line = lines.nextNotBlank();
        if (line == null) {
            return null;
        }
        if (line.tooLong() && line.quote()) {
            throw notClosed(line);
        }
        if (line.tooLong()) {
            return new Written(line.number(), "", "", Row.tooLong());
        }
        Place place = scan(line.text(), Place.BEGIN, separator);
        if (place == Place.BROKEN) {
            return new Written(
                    line.number(),
                    line.text(),
                    line.end(),
                    new InvalidMessageException(
                            "",
                            "must have nothing between a closing quote and the separator, and a quote in a field as two"));
        }
        return place == Place.QUOTED
                ? severalLines(line, separator)
                : new Written(line.number(), line.text(), line.end(), null);
    }

    private Written severalLines(Line first, char separator) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        String end = first.end();
        Place place = Place.QUOTED;
        while (place == Place.QUOTED) {
            Line line = lines.next();
            if (line == null || line.tooLong() || text.length() + line.text().length() > Row.MAX_LENGTH) {
                throw notClosed(first);
            }
            text.append(end).append(line.text());
            end = line.end();
            place = scan(line.text(), place, separator);
        }
        if (place == Place.BROKEN) {
            throw notClosed(first);
        }
        return new Written(first.number(), text.toString(), end, null);
    }

    private static BatchFileException notClosed(Line first) {
        return new BatchFileException(
                first.number(),
                0,
                "has a quote that is not closed as it should be, or not within 1 MiB, so that nobody can tell where the next"
                        + " row begins",
                "close it, and write a quote inside a quoted field as two");
    }

    /**
     * Where a line ends that begins at a place. A quote counts only at the beginning of a field, also behind blanks, and in one
     * that it opened.
     */
    private static Place scan(String line, Place begin, char separator) {
        Place place = begin;
        for (int i = 0; i < line.length() && place != Place.BROKEN; i++) {
            place = after(line.charAt(i), place, separator);
        }
        return place;
    }

    private static Place after(char c, Place place, char separator) {
        return switch (place) {
            case BEGIN -> c == QUOTE ? Place.QUOTED : c == separator || isBlank(c) ? Place.BEGIN : Place.PLAIN;
            case PLAIN -> c == separator ? Place.BEGIN : Place.PLAIN;
            case QUOTED -> c == QUOTE ? Place.AFTER_QUOTE : Place.QUOTED;
            case AFTER_QUOTE -> c == QUOTE ? Place.QUOTED : afterField(c, separator);
            case BLANK_AFTER_QUOTE -> afterField(c, separator);
            case BROKEN -> Place.BROKEN;
        };
    }

    private static Place afterField(char c, char separator) {
        return c == separator ? Place.BEGIN : isBlank(c) ? Place.BLANK_AFTER_QUOTE : Place.BROKEN;
    }

    /** What the library takes for a blank around quotes. */
    private static boolean isBlank(char c) {
        return c <= ' ';
    }

    /**
     * The fields of a record.
     *
     * @throws CsvParseException if it is none, or has too many
     */
    static List<String> split(String text, char separator) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            return csv.iterator().next().getFields();
        } catch (IOException e) {
            throw new UncheckedIOException("A string in memory cannot fail to be closed", e);
        }
    }

    /** Whether all fields of a record are blank; of as many as nobody can read, none are. */
    static boolean isBlank(String text, char separator) {
        if (text.indexOf(QUOTE) < 0) {
            return true;
        }
        try {
            return split(text, separator).stream().allMatch(String::isBlank);
        } catch (CsvParseException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
