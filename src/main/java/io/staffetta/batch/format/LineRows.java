package io.staffetta.batch.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.LineReader;
import io.staffetta.batch.text.LineReader.Line;
import io.staffetta.batch.text.Row;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Rows of a format in which each line is a row; blank lines are none. */
abstract class LineRows implements RowReader {

    private final LineReader lines;
    private final Frame frame;
    private final String wanted;
    private long number;

    /**
     * @param wanted what a file without rows lacks, such as {@code each line must be a JSON object}
     */
    LineRows(FileText file, String wanted) {
        lines = new LineReader(file.reader(), file.linesBefore());
        frame = new Frame(file.charset(), file.start(), "", "");
        this.wanted = wanted;
    }

    /**
     * The values of a row by column.
     *
     * @throws InvalidMessageException if the line is no row
     */
    abstract Map<String, JsonNode> values(String line);

    @Override
    public final Optional<Row> next() throws IOException {
        Line line = lines.nextNotBlank();
        if (line == null && number == 0) {
            throw new BatchFileException(0, 0, "is empty", wanted);
        }
        if (line == null) {
            return Optional.empty();
        }
        number++;
        try {
            return Optional.of(
                    line.tooLong()
                            ? Row.bad(number, line.number(), Row.tooLong(), "")
                            : Row.of(number, line.number(), values(line.text()), line.written()));
        } catch (InvalidMessageException e) {
            return Optional.of(Row.bad(number, line.number(), e, line.written()));
        }
    }

    @Override
    public final Frame frame() {
        return frame;
    }

    @Override
    public final void close() throws IOException {
        lines.close();
    }
}
