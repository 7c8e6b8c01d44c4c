package io.staffetta.batch.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds one row of a batch file, as it is written there: not yet a message, see {@code RowMessages}.
 *
 * @param number which row it is, from 1; neither header nor blank lines count
 * @param line line of the file that it begins in, from 1
 * @param values what it has, by column; strings, but for JSON, which may have other values
 * @param problem why it cannot be read; {@code null} if it can
 * @param written as it stands in the file, with its line end where rows are lines; empty if it is longer than
 *     {@link #MAX_LENGTH}
 */
public record Row(
        long number, long line, Map<String, JsonNode> values, InvalidMessageException problem, String written) {

    /** Longest row, in UTF-16 code units: 1 MiB. */
    public static final int MAX_LENGTH = 1 << 20;

    public Row {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A row that can be read. */
    public static Row of(long number, long line, Map<String, JsonNode> values, String written) {
        return new Row(number, line, values, null, written);
    }

    /** A row that cannot be read. */
    public static Row bad(long number, long line, InvalidMessageException problem, String written) {
        return new Row(number, line, Map.of(), problem, written);
    }

    /** What is wrong with a row of more than {@link #MAX_LENGTH}. */
    public static InvalidMessageException tooLong() {
        return new InvalidMessageException("", Phrase.of("must be at most {0} characters long", MAX_LENGTH));
    }

    /** Tells where the row is but nothing of its contents, so that it may be logged. */
    @Override
    public String toString() {
        return "Row[" + number + ", line " + line + "]";
    }
}
