package io.staffetta.batch.format;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.Columns;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.LineReader;
import io.staffetta.batch.text.LineReader.Line;
import io.staffetta.batch.text.MalformedInput;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Template;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of fixed width: each line has its fields where the layout says, filled up with blanks. */
final class FixedWidthRows implements RowReader {

    private final LineReader lines;
    private final Layout layout;
    private final Columns columns;
    private final Frame frame;
    private long number;

    /**
     * @throws BatchFileException if the layout has columns that are not known
     */
    FixedWidthRows(FileText file, Layout layout, Optional<Template> template, ColumnMap map) {
        this.lines = new LineReader(file.reader(), file.linesBefore());
        this.frame = new Frame(file.charset(), file.start(), "", "");
        this.layout = layout;
        this.columns =
                Columns.of(layout.fields().stream().map(Layout.Field::name).toList(), template, map, 0);
    }

    @Override
    public Optional<Row> next() throws IOException {
        Line line = lines.nextNotBlank();
        if (line == null && number == 0) {
            throw new BatchFileException(0, 0, "is empty", "each line must be a row as the layout says");
        }
        if (line == null) {
            return Optional.empty();
        }
        number++;
        try {
            return Optional.of(
                    line.tooLong()
                            ? Row.bad(number, line.number(), Row.tooLong(), "")
                            : Row.of(number, line.number(), columns.values(fields(line.text())), line.written()));
        } catch (InvalidMessageException e) {
            return Optional.of(Row.bad(number, line.number(), e, line.written()));
        }
    }

    /** Characters are code points here: one outside of Unicode's first plane takes one place, not two. */
    private List<String> fields(String line) {
        int[] characters = MalformedInput.single(line).codePoints().toArray();
        List<String> fields = new ArrayList<>(layout.fields().size());
        int end = 0;
        for (Layout.Field field : layout.fields()) {
            checkBlank(characters, end, field.first() - 1);
            fields.add(part(characters, field.first() - 1, field.last()).strip());
            end = field.last();
        }
        checkBlank(characters, end, Integer.MAX_VALUE);
        return fields;
    }

    /** What no field has would be lost without a word. */
    private static void checkBlank(int[] characters, int from, int to) {
        if (!part(characters, from, to).isBlank()) {
            throw new InvalidMessageException(
                    "",
                    "must have blanks only where the layout has no field: after character " + from
                            + (to == Integer.MAX_VALUE ? "" : " and before " + (to + 1)));
        }
    }

    private static String part(int[] characters, int from, int to) {
        int end = Math.min(to, characters.length);
        return from >= end ? "" : new String(characters, from, end - from);
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
