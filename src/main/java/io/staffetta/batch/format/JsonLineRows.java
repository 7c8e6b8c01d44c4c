package io.staffetta.batch.format;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.LineReader;
import io.staffetta.batch.text.LineReader.Line;
import io.staffetta.batch.text.Row;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.util.Optional;

/** Rows of JSONL: each line a JSON object. */
final class JsonLineRows implements RowReader {

    private final LineReader lines;
    private final Frame frame;
    private long number;

    JsonLineRows(FileText file) {
        lines = new LineReader(file.reader(), file.linesBefore());
        frame = new Frame(file.charset(), file.start(), "", "");
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
                            ? Row.bad(number, line.number(), Row.tooLong(), "")
                            : Row.of(number, line.number(), JsonRow.values(line.text()), line.written()));
        } catch (InvalidMessageException e) {
            return Optional.of(Row.bad(number, line.number(), e, line.written()));
        }
    }

    @Override
    public Frame frame() {
        return frame;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
