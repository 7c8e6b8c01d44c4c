package io.staffetta.batch;

import io.staffetta.batch.LineReader.Line;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Rows of JSONL: each line a JSON object. */
final class JsonLineRows implements RowReader {

    private final LineReader lines;
    private long number;

    JsonLineRows(Reader reader) {
        lines = new LineReader(reader);
    }

    @Override
    public Optional<Row> next() throws IOException {
        Line line = lines.nextNotBlank();
        if (line == null && number == 0) {
            throw new BatchFileException(0, 0, "is empty", "each line must be a JSON object");
        }
        if (line == null) {
            return Optional.empty();
        }
        number++;
        try {
            return Optional.of(
                    line.tooLong()
                            ? Row.bad(number, line.number(), Row.tooLong())
                            : Row.of(number, line.number(), JsonRow.values(line.text())));
        } catch (InvalidMessageException e) {
            return Optional.of(Row.bad(number, line.number(), e));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
