package io.staffetta.batch.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.format.RowReader;
import io.staffetta.batch.format.RowReaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole files of a test. */
public final class Rows {

    private Rows() {}

    public static List<Row> of(String text, BatchSettings settings) {
        return of(text.getBytes(StandardCharsets.UTF_8), settings);
    }

    public static List<Row> of(byte[] bytes, BatchSettings settings) {
        return of(new ByteArrayInputStream(bytes), settings);
    }

    public static List<Row> of(InputStream in, BatchSettings settings) {
        List<Row> rows = new ArrayList<>();
        try (RowReader reader = RowReaders.open(in, settings)) {
            for (Optional<Row> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** What a row has in a column, as text. */
    public static String value(Row row, String column) {
        JsonNode value = row.values().get(column);
        return value == null ? null : value.asText();
    }

    /** The text of each row, or else what is wrong with it. */
    public static List<String> texts(List<Row> rows) {
        return rows.stream()
                .map(row -> row.problem() == null
                        ? value(row, "text")
                        : row.problem().getMessage())
                .toList();
    }
}
