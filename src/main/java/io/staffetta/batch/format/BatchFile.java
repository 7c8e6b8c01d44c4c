package io.staffetta.batch.format;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Directive;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.ForeignFormat;
import io.staffetta.language.Phrase;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a batch file: its first line, its format and its rows.
 *
 * <p>Not thread-safe.
 *
 * @param directive what its first line says; {@link Directive#NONE} if it says nothing
 * @param settings what the folder says of it, and the directive over that; with its format and its encoding
 * @param rows its rows
 */
public record BatchFile(Directive directive, BatchSettings settings, RowReader rows) implements Closeable {

    /**
     * Opens a file, and reads as much of it as tells its columns.
     *
     * @param in the file's bytes; closed with what is returned, or if it cannot be opened
     * @param name the file's name, whose extension tells the format if nobody says one
     * @param defaults what its folder says of it
     * @throws BatchFileException if its directive is wrong, its format cannot be told, or its columns mean nothing
     * @throws IOException if it fails to be read
     */
    public static BatchFile open(InputStream in, String name, BatchSettings defaults) throws IOException {
        try {
            FileText text = FileText.open(in, defaults.charset());
            BatchSettings settings = settings(text, name, defaults);
            return new BatchFile(text.directive(), settings, rows(text, settings));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static BatchSettings settings(FileText text, String name, BatchSettings defaults) throws IOException {
        BatchSettings said;
        try {
            said = text.directive().over(defaults);
        } catch (IllegalArgumentException e) {
            throw needsLayout(text, e.getMessage());
        }
        BatchFormat format = said.format() == null ? format(name, text, said) : said.format();
        if (format == BatchFormat.FIXED && said.layout().isEmpty()) {
            throw needsLayout(text, "It must be as in to:1-15, text:16-175");
        }
        return said.withFormat(format).withCharset(text.charset());
    }

    private static BatchFileException needsLayout(FileText text, CharSequence right) {
        return new BatchFileException(
                text.linesBefore(),
                0,
                "is of fixed width, but has no layout that says where its fields are",
                Phrase.of(
                        "give its folder one, or a first line {0} '{'\"layout\":\"to:1-15, text:16-175\"'}'. {1}. If it "
                                + "is a table, name its columns in the first line, as in to;text",
                        Directive.MARK, Phrase.of(right)));
    }

    /** What the name tells; a text without a layout may be one with tabs, as Excel saves it. */
    private static BatchFormat format(String name, FileText text, BatchSettings said) throws IOException {
        Optional<BatchFormat> format = BatchFormat.ofFileName(name);
        if (format.isEmpty()) {
            throw ForeignFormat.byName(name)
                    .orElseGet(() -> new BatchFileException(
                            0,
                            0,
                            "has a name that does not tell its format",
                            Phrase.of(
                                    "its extension must be .csv, .tsv, .jsonl, .ndjson, .json, .xml or .txt, or its folder or first "
                                            + "line must say one of {0}",
                                    BatchFormat.labels())));
        }
        boolean isTable =
                format.get() == BatchFormat.FIXED && said.layout().isEmpty() && CsvHeader.isIn(text.reader(), said);
        return isTable ? BatchFormat.CSV : format.get();
    }

    private static RowReader rows(FileText text, BatchSettings settings) throws IOException {
        return switch (settings.format()) {
            case CSV -> new CsvRows(text, settings);
            case JSONL -> MappedRows.of(new JsonLineRows(text), settings.columns());
            case JSON -> MappedRows.of(new JsonArrayRows(text), settings.columns());
            case XML -> MappedRows.of(new XmlRows(text), settings.columns());
            case FIXED ->
                new FixedWidthRows(text, settings.layout().orElseThrow(), settings.template(), settings.columns());
        };
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
