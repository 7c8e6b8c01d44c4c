package io.staffetta.batch.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Columns;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.LineReader;
import io.staffetta.batch.text.Row;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rows of CSV (RFC 4180) with a header, also as spreadsheets write them: a row may lack fields at its end, which are empty then,
 * or have empty ones more; one whose fields are all empty is none.
 */
final class CsvRows implements RowReader {

    private static final Pattern PRINTERS_QUOTES = Pattern.compile("[“”„‟]");

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
        CsvHeader header = CsvHeader.read(lines, settings);
        separator = header.separator();
        columns = header.columns(settings);
        records = new CsvRecords(lines);
        frame = new Frame(file.charset(), file.start() + header.written(), "", "");
    }

    @Override
    public char separator() {
        return separator;
    }

    @Override
    public Optional<Row> next() throws IOException {
        for (CsvRecords.Written written = records.next(separator); written != null; written = records.next(separator)) {
            if (written.problem() != null) {
                number++;
                return Optional.of(Row.bad(number, written.line(), written.problem(), written(written)));
            }
            if (!isOnlySeparators(written.text())) {
                number++;
                return Optional.of(row(written));
            }
        }
        return Optional.empty();
    }

    private boolean isOnlySeparators(String text) {
        return text.chars().allMatch(c -> c == separator || c == '"' || Character.isWhitespace(c))
                && CsvRecords.isBlank(text, separator);
    }

    private Row row(CsvRecords.Written written) {
        try {
            List<String> fields = CsvRecords.split(written.text(), separator);
            requireNoMore(fields, written.text());
            return Row.of(number, written.line(), columns.values(fields), written(written));
        } catch (CsvParseException e) {
            return Row.bad(
                    number,
                    written.line(),
                    new InvalidMessageException("", "cannot be read as CSV, or has too many fields"),
                    written(written));
        } catch (InvalidMessageException e) {
            return Row.bad(number, written.line(), e, written(written));
        }
    }

    private void requireNoMore(List<String> fields, String text) {
        if (fields.stream().skip(columns.size()).anyMatch(field -> !field.isBlank())) {
            throw new InvalidMessageException(
                    "",
                    Phrase.of(
                            PRINTERS_QUOTES.matcher(text).find()
                                    ? "must have {0} fields, as the header has, but has {1}; one that has the separator in it"
                                            + " needs quotes of the form \", not those of printers"
                                    : "must have {0} fields, as the header has, but has {1}; one that has the separator in it"
                                            + " needs quotes",
                            columns.size(),
                            fields.size()));
        }
    }

    private static String written(CsvRecords.Written written) {
        return written.text() + written.end();
    }

    @Override
    public Frame frame() {
        return frame;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
