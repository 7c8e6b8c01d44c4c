package io.staffetta.batch.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes the columns of lines of fixed width, as in {@code to:1-15, text:16-175}: characters of the line, the first
 * is 1, both ends count. Without the second number a field goes to the end of the line.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param fields the fields, in the order of the line
 */
public record Layout(List<Field> fields) {

    private static final Pattern FIELD =
            Pattern.compile("\\s*(\\S[^:]*?)\\s*:\\s*([1-9][0-9]{0,6})\\s*-\\s*([1-9][0-9]{0,6})?\\s*");

    public Layout {
        fields = List.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param name column
     * @param first its first character, from 1
     * @param last its last character; {@link Integer#MAX_VALUE} for the end of the line
     */
    public record Field(String name, int first, int last) {}

    /**
     * Reads a layout.
     *
     * @throws IllegalArgumentException if a part is no field, or fields are not in the order of the line or lie over one another
     */
    public static Layout parse(String text) {
        List<Field> fields = new ArrayList<>();
        int end = 0;
        for (String part : text.split(",", -1)) {
            Matcher matcher = FIELD.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "A layout must be fields and the characters that they take, such as to:1-15, text:16-175, but has '"
                                + ColumnText.shown(part.strip()) + "'");
            }
            Field field = new Field(
                    matcher.group(1),
                    Integer.parseInt(matcher.group(2)),
                    matcher.group(3) == null ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(3)));
            if (field.first() <= end || field.last() < field.first()) {
                throw new IllegalArgumentException("Field '" + ColumnText.shown(field.name())
                        + "' of the layout must begin after the one before it, and end after its beginning");
            }
            fields.add(field);
            end = field.last();
        }
        return new Layout(fields);
    }
}
