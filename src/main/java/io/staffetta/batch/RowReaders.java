package io.staffetta.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Opens batch files. */
public final class RowReaders {

    private RowReaders() {}

    /**
     * Opens a file, and reads as much of it as tells its columns.
     *
     * @param in the file's bytes; closed with the reader, or if it cannot be opened
     * @throws BatchFileException if its columns cannot be told, or mean nothing
     * @throws IOException if it fails to be read
     */
    public static RowReader open(InputStream in, BatchSettings settings) throws IOException {
        try {
            Reader reader = FileText.open(in, settings);
            return switch (settings.format()) {
                case CSV -> new CsvRows(reader, settings);
                case JSONL -> new JsonLineRows(reader);
                case JSON -> new JsonArrayRows(reader);
                case XML -> new XmlRows(reader);
                case FIXED -> new FixedWidthRows(reader, settings.layout().orElseThrow(), settings.template());
            };
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
