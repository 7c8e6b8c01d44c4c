package io.staffetta.batch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.staffetta.batch.LineReader.Line;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rows of CSV (RFC 4180) with a header. */
final class CsvRows implements RowReader {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private final CsvRecords records;
    private final Columns columns;
    private final char separator;
    private final Frame frame;
    private long number;

    /**
     * Reads the header.
     *
     * @throws BatchFileException if there is none, or its columns are not known
     */
    CsvRows(FileText file, BatchSettings settings) throws IOException {
        LineReader lines = new LineReader(file.reader(), file.linesBefore());
        Line header = lines.nextNotBlank();
        if (header == null) {
            throw new BatchFileException(0, 0, "is empty", "its first line must name its columns, such as to,text");
        }
        if (header.tooLong()) {
            throw new BatchFileException(
                    header.number(), 0, "is too long for a header", "it must name the columns, such as to,text");
        }
        separator = settings.separator().orElseGet(() -> separator(header, settings.template()));
        columns = Columns.of(fields(header, separator), settings.template(), header.number());
        records = new CsvRecords(lines);
        frame = new Frame(file.charset(), file.start() + header.written(), "", "");
    }

    /** The separator that finds the most columns which are known; the first of them if several do. */
    private static char separator(Line header, Optional<Template> template) {
        return SEPARATORS.stream()
                .max(Comparator.<Character>comparingLong(candidate -> known(header, candidate, template))
                        .thenComparing(candidate -> -SEPARATORS.indexOf(candidate)))
                .orElseThrow();
    }

    /** How many columns are known; none if quotes do not fit, since the separator of another is in them. */
    private static long known(Line header, char separator, Optional<Template> template) {
        try {
            return split(header.text(), separator).stream()
                    .filter(name -> Columns.isKnown(name.strip(), template))
                    .count();
        } catch (CsvParseException e) {
            return 0;
        }
    }

    private static List<String> fields(Line header, char separator) {
        try {
            return split(header.text(), separator);
        } catch (CsvParseException e) {
            throw new BatchFileException(
                    header.number(), 0, "has quotes that are not closed as they should be", "mend the header");
        }
    }

    @Override
    public Optional<Row> next() throws IOException {
        CsvRecords.Written written = records.next(separator);
        if (written == null) {
            return Optional.empty();
        }
        number++;
        if (written.problem() != null) {
            return Optional.of(Row.bad(number, written.line(), written.problem(), written(written)));
        }
        return Optional.of(row(written));
    }

    private Row row(CsvRecords.Written written) {
        List<String> fields;
        try {
            fields = split(written.text(), separator);
        } catch (CsvParseException e) {
            return Row.bad(
                    number,
                    written.line(),
                    new InvalidMessageException("", "cannot be read as CSV, or has too many fields"),
                    written(written));
        }
        if (fields.size() != columns.size()) {
            return Row.bad(
                    number,
                    written.line(),
                    new InvalidMessageException(
                            "",
                            "must have " + columns.size() + " fields, as the header has, but has " + fields.size()
                                    + "; one that has the separator in it needs quotes"),
                    written(written));
        }
        return Row.of(number, written.line(), columns.values(fields), written(written));
    }

    private static String written(CsvRecords.Written written) {
        return written.text() + written.end();
    }

    @Override
    public Frame frame() {
        return frame;
    }

    private static List<String> split(String text, char separator) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            return csv.iterator().next().getFields();
        } catch (IOException e) {
            throw new UncheckedIOException("A string in memory cannot fail to be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
