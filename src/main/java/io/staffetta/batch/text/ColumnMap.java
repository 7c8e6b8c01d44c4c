package io.staffetta.batch.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Maps columns with names of their own to fields, as in {@code telefono:to, messaggio:text, note:-}: each is a field of
 * a message, or a parameter of the template; {@code -} leaves it out. Names count in any case.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class ColumnMap {

    /** No column has a name of its own. */
    public static final ColumnMap NONE = new ColumnMap(Map.of());

    /** What a column means that is left out. */
    public static final String LEFT_OUT = "-";

    private static final String RULE =
            "must be columns of the file and what they are, such as telefono:to, messaggio:text, or note:- for one that is"
                    + " left out; each once";

    private final Map<String, String> meanings;

    private ColumnMap(Map<String, String> meanings) {
        this.meanings = Map.copyOf(meanings);
    }

    /**
     * Reads such a text.
     *
     * @throws IllegalArgumentException if a part of it is no pair, or a column comes twice; with the rule alone
     */
    public static ColumnMap parse(String text) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            String name = colon < 0 ? "" : ColumnText.clean(part.substring(0, colon));
            String meaning = part.substring(colon + 1).strip();
            if (name.isEmpty() || meaning.isEmpty() || meanings.put(ColumnText.folded(name), meaning) != null) {
                throw new IllegalArgumentException(RULE);
            }
        }
        return new ColumnMap(meanings);
    }

    /** What a column is; empty if nothing is said of it. */
    public Optional<String> meaning(String column) {
        return Optional.ofNullable(meanings.get(ColumnText.folded(ColumnText.clean(column))));
    }

    public boolean isEmpty() {
        return meanings.isEmpty();
    }
}
