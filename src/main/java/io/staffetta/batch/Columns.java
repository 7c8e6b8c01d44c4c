package io.staffetta.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.staffetta.message.MessageReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that all rows of a file have: names of a message's fields, and any others that the template uses. */
final class Columns {

    private static final int MAX_NAME_SHOWN = 40;

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
    static Columns of(List<String> written, Optional<Template> template, long line) {
        List<String> names = written.stream().map(String::strip).toList();
        if (names.stream().noneMatch(name -> isKnown(name, template))) {
            throw new BatchFileException(
                    line,
                    0,
                    of(line) + "names no column that is known",
                    "it must name them, as in to,text; " + known(template));
        }
        unknown(names, template).ifPresent(unknown -> {
            throw new BatchFileException(
                    line, 0, of(line) + "names columns that are unknown: " + unknown, known(template));
        });
        Set<String> once = new HashSet<>();
        names.stream().filter(name -> !once.add(name)).findFirst().ifPresent(twice -> {
            throw new BatchFileException(
                    line, 0, of(line) + "names the column '" + shown(twice) + "' twice", "leave one of them out");
        });
        needed(template).stream()
                .filter(name -> !once.contains(name))
                .findFirst()
                .ifPresent(missing -> {
                    throw new BatchFileException(
                            line,
                            0,
                            of(line) + "does not name the column '" + shown(missing) + "', which is needed",
                            "add it");
                });
        return new Columns(names);
    }

    /** Whether a column means something: a message's field, or a parameter of the template, which is then the text. */
    static boolean isKnown(String name, Optional<Template> template) {
        boolean ownText = template.isPresent() && name.equals("text");
        return template.map(given -> given.uses(name)).orElse(false)
                || (MessageReader.FIELDS.contains(name) && !ownText);
    }

    private static Optional<String> unknown(List<String> names, Optional<Template> template) {
        String unknown = names.stream()
                .filter(name -> !isKnown(name, template))
                .map(name -> "'" + shown(name) + "'")
                .collect(Collectors.joining(", "));
        return unknown.isEmpty() ? Optional.empty() : Optional.of(unknown);
    }

    private static String known(Optional<Template> template) {
        return "known are " + String.join(", ", MessageReader.FIELDS)
                + template.map(given -> ", without text, since there is a template"
                                + (given.parameters().isEmpty()
                                        ? ""
                                        : ", and those that it uses: "
                                                + given.parameters().stream()
                                                        .map(Columns::shown)
                                                        .collect(Collectors.joining(", "))))
                        .orElse(", and others if a template uses them");
    }

    private static String of(long line) {
        return line == 0 ? "has a layout that " : "";
    }

    private static List<String> needed(Optional<Template> template) {
        return template.map(given -> {
                    Set<String> needed = new LinkedHashSet<>(given.parameters());
                    needed.add("to");
                    return List.copyOf(needed);
                })
                .orElse(List.of("to", "text"));
    }

    /** How many there are. */
    int size() {
        return names.size();
    }

    /** What a row has in each column; what it lacks at its end is empty. */
    Map<String, JsonNode> values(List<String> fields) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), TextNode.valueOf(i < fields.size() ? fields.get(i) : ""));
        }
        return values;
    }

    /** A name that a stranger chose, cut and cleaned for error texts and logs. */
    static String shown(String name) {
        String cut = name.length() > MAX_NAME_SHOWN ? name.substring(0, MAX_NAME_SHOWN) + "..." : name;
        return cut.replaceAll("[^\\p{L}\\p{N} _.,:$@-]", "?");
    }
}
