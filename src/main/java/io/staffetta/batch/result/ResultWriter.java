package io.staffetta.batch.result;

import io.staffetta.batch.files.Disk;
import io.staffetta.batch.format.Frame;
import io.staffetta.batch.text.MalformedInput;
import io.staffetta.batch.text.Row;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the result of a batch while its rows are taken: {@code result} with a line for each row, and {@code rejected}
 * with the bad rows as they are written.
 *
 * <p>Not thread-safe.
 */
public final class ResultWriter implements Closeable {

    private final ResultFile result;
    private final ResultFile rejected;
    private final Path tail;
    private final ResultFormat form;

    /**
     * @param form how the result is written
     * @param tail where to keep what ends the rejected rows, for who cannot ask their file
     */
    public ResultWriter(ResultFile result, ResultFile rejected, ResultFormat form, Path tail) throws IOException {
        this.result = result;
        this.rejected = rejected;
        this.tail = tail;
        this.form = form;
        if (result.length() == 0) {
            result.append(form.header(ResultLine.COLUMNS));
        }
    }

    /**
     * Holds the lengths of the result files, in bytes.
     *
     * @param result of {@code result}
     * @param rejected of {@code rejected}
     */
    public record Lengths(long result, long rejected) {}

    /** Writes a line of the result. */
    public void add(ResultLine answer) throws IOException {
        result.append(form.line(answer.fields()));
    }

    /**
     * Writes a bad row as it stands in the file, so that it can be mended and dropped again. One that is longer than a row may
     * be is left out.
     *
     * @param frame what stands around the rows of its file
     */
    public void reject(Row row, Frame frame) throws IOException {
        if (row.written().isEmpty()) {
            return;
        }
        String before = frame.between();
        if (rejected.length() == 0) {
            before = frame.head();
            Disk.write(tail, MalformedInput.encode(frame.tail(), frame.charset()));
        }
        rejected.append(MalformedInput.encode(before + row.written(), frame.charset()));
    }

    /** Waits until all that was written is on the disk; tells how long the answers are then. */
    public Lengths force() throws IOException {
        result.force();
        if (rejected.length() > 0) {
            rejected.force();
        }
        return new Lengths(result.length(), rejected.length());
    }

    /** Closes what {@code rejected} has open, an array or an element, after the last row; waits until it is on the disk. */
    public void end(Frame frame) throws IOException {
        if (rejected.length() > 0) {
            rejected.append(MalformedInput.encode(frame.tail(), frame.charset()));
        }
        force();
    }

    @Override
    public void close() throws IOException {
        try (rejected) {
            result.close();
        }
    }
}
