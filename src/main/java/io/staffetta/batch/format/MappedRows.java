package io.staffetta.batch.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.ColumnText;
import io.staffetta.batch.text.Row;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rows whose fields have names of their own, as what these are. */
record MappedRows(RowReader rows, ColumnMap map) implements RowReader {

    /** The rows themselves if no names are said. */
    static RowReader of(RowReader rows, ColumnMap map) {
        return map.isEmpty() ? rows : new MappedRows(rows, map);
    }

    @Override
    public Optional<Row> next() throws IOException {
        return rows.next().map(row -> row.problem() == null ? mapped(row) : row);
    }

    private Row mapped(Row row) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : row.values().entrySet()) {
            String meaning = map.meaning(value.getKey()).orElse(value.getKey());
            if (!meaning.equals(ColumnMap.LEFT_OUT) && values.put(meaning, value.getValue()) != null) {
                return Row.bad(
                        row.number(),
                        row.line(),
                        new InvalidMessageException(ColumnText.shown(meaning), "must be given only once"),
                        row.written());
            }
        }
        return Row.of(row.number(), row.line(), values, row.written());
    }

    @Override
    public Frame frame() {
        return rows.frame();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
