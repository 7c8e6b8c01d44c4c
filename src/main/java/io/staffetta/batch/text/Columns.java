package io.staffetta.batch.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns that all rows of a file have: names of a message's fields, and any others that the template uses. One without a
 * name must be empty in each row; but the first may have the numbers of the rows, as pandas writes them.
 */
public final class Columns {

    private static final String TEXT = "text";
    private static final Pattern INDEX = Pattern.compile("[0-9]{0,10}");

    private final List<String> names;

    private Columns(List<String> names) {
        this.names = names;
    }

    /**
     * Checks names of columns.
     *
     * @param line line that they are in, for the error; 0 if they are not from the file
     * @throws BatchFileException if one is unknown or comes twice, or one that is needed is not there
     */
    public static Columns of(List<String> written, Optional<Template> template, ColumnMap map, long line) {
        HeaderNames meanings = new HeaderNames(template, map);
        List<String> names = written.stream().map(meanings::meaning).toList();
        if (names.stream().noneMatch(meanings::isKnown)) {
            throw HeaderProblem.nothingKnown(written, meanings, template, line);
        }
        if (names.stream().anyMatch(name -> isUnknown(name, meanings))) {
            List<String> unknown =
                    names.stream().filter(name -> isUnknown(name, meanings)).toList();
            throw HeaderProblem.unknown(unknown, meanings, template, line);
        }
        Set<String> once = new HashSet<>();
        names.stream()
                .filter(name -> isField(name) && !once.add(name))
                .findFirst()
                .ifPresent(twice -> {
                    throw HeaderProblem.of(
                            line,
                            Phrase.of("names the column ''{0}'' twice", ColumnText.shown(twice)),
                            "leave one of them out");
                });
        needed(template).stream()
                .filter(name -> !once.contains(name))
                .findFirst()
                .ifPresent(missing -> {
                    throw HeaderProblem.of(
                            line,
                            Phrase.of("does not name the column ''{0}'', which is needed", ColumnText.shown(missing)),
                            "add it");
                });
        return new Columns(names);
    }

    private static boolean isUnknown(String name, HeaderNames meanings) {
        return !name.isEmpty() && !meanings.isKnown(name);
    }

    private static boolean isField(String name) {
        return !name.isEmpty() && !name.equals(ColumnMap.LEFT_OUT);
    }

    private static List<String> needed(Optional<Template> template) {
        return template.map(given -> {
                    Set<String> needed = new LinkedHashSet<>(given.parameters());
                    needed.add("to");
                    return List.copyOf(needed);
                })
                .orElse(List.of("to", TEXT));
    }

    /** How many there are. */
    public int size() {
        return names.size();
    }

    /**
     * What a row has in each column; what it lacks at its end is empty.
     *
     * @throws InvalidMessageException if it has something in a column without a name
     */
    public Map<String, JsonNode> values(List<String> fields) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String value = i < fields.size() ? fields.get(i) : "";
            if (isField(name)) {
                values.put(name, TextNode.valueOf(isText(name) ? value : value.strip()));
            } else if (name.isEmpty()
                    && !value.isBlank()
                    && (i > 0 || !INDEX.matcher(value).matches())) {
                throw new InvalidMessageException(
                        "",
                        Phrase.of(
                                "must have nothing in a column without a name, but has something in column {0}; a field that "
                                        + "has the separator in it needs quotes",
                                i + 1));
            }
        }
        return values;
    }

    /** What people read as it is; blanks around other fields mean nothing. */
    private static boolean isText(String name) {
        return name.equals(TEXT) || !MessageReader.FIELDS.contains(name);
    }
}
