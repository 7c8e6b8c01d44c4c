package io.staffetta.batch.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.Columns;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.MalformedInput;
import io.staffetta.batch.text.Template;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of fixed width: each line has its fields where the layout says, filled up with blanks. */
final class FixedWidthRows extends LineRows {

    private final Layout layout;
    private final Columns columns;

    /**
     * @throws BatchFileException if the layout has columns that are not known
     */
    FixedWidthRows(FileText file, Layout layout, Optional<Template> template, ColumnMap map) {
        super(file, "each line must be a row as the layout says");
        this.layout = layout;
        this.columns =
                Columns.of(layout.fields().stream().map(Layout.Field::name).toList(), template, map, 0);
    }

    @Override
    Map<String, JsonNode> values(String line) {
        return columns.values(fields(line));
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
                    to == Integer.MAX_VALUE
                            ? Phrase.of(
                                    "must have blanks only where the layout has no field: after character {0}", from)
                            : Phrase.of(
                                    "must have blanks only where the layout has no field: after character {0} and before {1}",
                                    from, to + 1));
        }
    }

    private static String part(int[] characters, int from, int to) {
        int end = Math.min(to, characters.length);
        return from >= end ? "" : new String(characters, from, end - from);
    }
}
