package io.staffetta.batch.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.ColumnText;
import io.staffetta.batch.text.Columns;
import io.staffetta.batch.text.Directive;
import io.staffetta.batch.text.HeaderNames;
import io.staffetta.batch.text.LineReader;
import io.staffetta.batch.text.LineReader.Line;
import io.staffetta.batch.text.SeparatorLine;
import io.staffetta.language.Phrase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The header of CSV: the columns, and the separator, which a line {@code sep=;} before it or the settings say, or else the
 * names tell.
 *
 * @param line the line that names the columns
 * @param separator what stands between fields
 * @param written all of it as it stands in the file, with its line ends
 */
record CsvHeader(Line line, char separator, String written) {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final int LOOK = 8192;

    /**
     * Reads it.
     *
     * @throws BatchFileException if there is none
     */
    static CsvHeader read(LineReader lines, BatchSettings settings) throws IOException {
        Line line = nextWithNames(lines);
        Optional<Character> said = line == null ? Optional.empty() : SeparatorLine.of(line);
        String before = said.isPresent() ? line.written() : "";
        if (said.isPresent()) {
            line = nextWithNames(lines);
        }
        if (line == null) {
            throw new BatchFileException(0, 0, "is empty", "its first line must name its columns, such as to,text");
        }
        if (line.tooLong()) {
            throw new BatchFileException(
                    line.number(), 0, "is too long for a header", "it must name the columns, such as to,text");
        }
        if (line.text().startsWith(Directive.MARK)) {
            throw new BatchFileException(
                    line.number(),
                    0,
                    Phrase.of("has {0}, which must be the very first line", Directive.MARK),
                    "put it there");
        }
        Line names = line;
        char separator = said.or(settings::separator).orElseGet(() -> separator(names, settings));
        return new CsvHeader(line, separator, before + line.written());
    }

    /** The next line with more in it than blanks and separators. */
    private static Line nextWithNames(LineReader lines) throws IOException {
        Line line = lines.nextNotBlank();
        while (line != null && !line.tooLong() && line.text().chars().allMatch(CsvHeader::isNothing)) {
            line = lines.nextNotBlank();
        }
        return line;
    }

    private static boolean isNothing(int c) {
        return Character.isWhitespace(c) || c == ',' || c == ';' || c == '"';
    }

    /** Whether a text whose name does not tell is CSV: its first line has tabs, or names columns. */
    static boolean isIn(BufferedReader reader, BatchSettings settings) throws IOException {
        reader.mark(LOOK + 1);
        char[] beginning = new char[LOOK];
        int length = 0;
        for (int read = 0; read >= 0 && length < LOOK; read = reader.read(beginning, length, LOOK - length)) {
            length += read;
        }
        reader.reset();
        LineReader lines = new LineReader(new StringReader(new String(beginning, 0, length)), 0);
        Line line = nextWithNames(lines);
        return line != null
                && (line.text().indexOf('\t') >= 0
                        || SeparatorLine.of(line).isPresent()
                        || SEPARATORS.stream().anyMatch(separator -> known(line, separator, settings) > 0));
    }

    /** The separator that finds the most columns which are known, or if none are, which others have other words for. */
    private static char separator(Line header, BatchSettings settings) {
        return SEPARATORS.stream()
                .max(Comparator.<Character>comparingLong(candidate -> known(header, candidate, settings))
                        .thenComparing(candidate -> nearest(header, candidate, settings))
                        .thenComparing(candidate -> -SEPARATORS.indexOf(candidate)))
                .orElseThrow();
    }

    private static long known(Line header, char separator, BatchSettings settings) {
        HeaderNames names = new HeaderNames(settings.template(), settings.columns());
        return fields(header, separator).stream()
                .filter(name -> names.isKnown(names.meaning(name)))
                .count();
    }

    private static long nearest(Line header, char separator, BatchSettings settings) {
        HeaderNames names = new HeaderNames(settings.template(), settings.columns());
        List<String> fields = fields(header, separator);
        return fields.stream()
                .filter(name -> fields.size() > 1
                        && names.nearest(ColumnText.clean(name)).isPresent())
                .count();
    }

    /** None if quotes do not fit, since the separator of another is in them. */
    private static List<String> fields(Line header, char separator) {
        try {
            return CsvRecords.split(header.text(), separator);
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    /**
     * Its columns.
     *
     * @throws BatchFileException if they are not known, or its quotes are wrong
     */
    Columns columns(BatchSettings settings) {
        try {
            return Columns.of(
                    CsvRecords.split(line.text(), separator), settings.template(), settings.columns(), line.number());
        } catch (CsvParseException e) {
            throw new BatchFileException(
                    line.number(), 0, "has quotes that are not closed as they should be", "mend the header");
        }
    }
}
