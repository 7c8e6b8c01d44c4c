package io.staffetta.batch.run;

import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Directive;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Remembers what one reading of a file to its end has found, so that nothing is sent of a file that breaks in the
 * middle.
 *
 * @param digest SHA-256 of its bytes in hexadecimal
 * @param rows its rows, good or bad
 * @param directive what its first line says
 */
record Preparation(String digest, long rows, Directive directive) {

    /**
     * Reads a file.
     *
     * @param isStopping whether to give up
     * @throws BatchFileException if it cannot be read to its end
     * @throws IOException if it fails to be read, or this was given up
     */
    static Preparation of(Path path, String name, BatchSettings defaults, BooleanSupplier isStopping)
            throws IOException {
        try (DigestedFile bytes = new DigestedFile(path)) {
            BatchFile file = BatchFile.open(bytes.in(), name, defaults);
            long rows = 0;
            while (file.rows().next().isPresent()) {
                rows++;
                if (isStopping.getAsBoolean()) {
                    throw new InterruptedIOException("The gateway stops");
                }
            }
            return new Preparation(bytes.digest(), rows, file.directive());
        }
    }
}
