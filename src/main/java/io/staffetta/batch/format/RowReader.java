package io.staffetta.batch.format;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.Row;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The rows of a batch file, one after the other. Holds one row in memory, of at most {@link Row#MAX_LENGTH}.
 *
 * <p>Not thread-safe.
 */
public interface RowReader extends Closeable {

    /**
     * The next row; empty at the end of the file. A row that cannot be read has its {@link Row#problem()}, and reading goes on
     * with the next.
     *
     * @throws BatchFileException if nobody can tell where the next row begins, or what its columns mean. Nothing more can be
     *     read then.
     * @throws IOException if the file fails to be read
     */
    Optional<Row> next() throws IOException;

    /** What stands between the fields of CSV; a comma for other formats. */
    default char separator() {
        return ',';
    }

    /** What stands around the rows; known when the first one has been read. */
    Frame frame();
}
