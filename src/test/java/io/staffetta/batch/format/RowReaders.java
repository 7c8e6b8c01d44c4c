package io.staffetta.batch.format;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchSettings;
import java.io.IOException;
import java.io.InputStream;

/** Opens batch files whose format is known; see {@link BatchFile} for others. */
public final class RowReaders {

    private RowReaders() {}

    /**
     * Opens a file, and reads as much of it as tells its columns.
     *
     * @param in the file's bytes; closed with the reader, or if it cannot be opened
     * @throws BatchFileException if its directive is wrong, or its columns cannot be told, or mean nothing
     * @throws IOException if it fails to be read
     */
    public static RowReader open(InputStream in, BatchSettings settings) throws IOException {
        return BatchFile.open(in, "", settings).rows();
    }
}
