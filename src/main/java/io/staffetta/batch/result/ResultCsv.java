package io.staffetta.batch.result;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines of CSV for answers (RFC 4180, CRLF), harmless in a spreadsheet: a field that it would take for a formula gets an
 * apostrophe in front. A number such as {@code +393330000001} does not.
 */
public final class ResultCsv {

    /** Some spreadsheets read the wide signs of East Asian keyboards as the plain ones. */
    private static final Pattern FORMULA = Pattern.compile("[=@+\\-＝＠＋－\t\r\n].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-][0-9]+");

    private ResultCsv() {}

    /** A line with its end, with commas. */
    public static String line(List<String> fields) {
        return line(fields, ',');
    }

    /** A line with its end. */
    static String line(List<String> fields, char separator) {
        StringWriter line = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(line)) {
            csv.writeRecord(fields.stream().map(ResultCsv::harmless).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("A string in memory cannot fail to be written", e);
        }
        return line.toString();
    }

    private static String harmless(String field) {
        return FORMULA.matcher(field).matches() && !NUMBER.matcher(field).matches() ? "'" + field : field;
    }
}
