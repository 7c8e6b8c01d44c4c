package io.staffetta.batch.text;

import io.staffetta.message.MessageReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Explains what is wrong with the names of columns, and what was probably meant. */
final class HeaderProblem {

    /** A row where the header should be has a telephone number; of that nothing is repeated. */
    private static final Pattern NUMBER = Pattern.compile("(?:[0-9][ ./()-]*){5}");

    private static final Pattern PRINTERS_QUOTE = Pattern.compile("[“”„‟«»].*[“”„‟«»]");

    private HeaderProblem() {}

    /** No name means anything. Then it may be a row: of its contents only what are surely names is repeated. */
    static BatchFileException nothingKnown(
            List<String> written, HeaderNames meanings, Optional<Template> template, long line) {
        List<String> names = written.stream()
                .map(ColumnText::clean)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.stream().anyMatch(name -> PRINTERS_QUOTE.matcher(name).matches())) {
            return of(
                    line,
                    "has names of columns in printer's quotes, which are none in CSV",
                    "write \" or nothing around them, and \" around texts with the separator in them");
        }
        boolean isHeader = names.stream().noneMatch(name -> NUMBER.matcher(name).find());
        Map<String, String> nearest = isHeader ? nearest(names, meanings) : Map.of();
        return of(
                line,
                "names no column that is known",
                "it must name them, as in to,text; " + meant(nearest.containsValue("to") ? nearest : Map.of())
                        + known(template));
    }

    /** Some names mean nothing. */
    static BatchFileException unknown(
            List<String> unknown, HeaderNames meanings, Optional<Template> template, long line) {
        return of(
                line,
                "names columns that are unknown: " + ColumnText.shown(unknown),
                meant(nearest(unknown, meanings)) + known(template));
    }

    /** Another problem with the header, or with the layout where the line is 0. */
    static BatchFileException of(long line, String wrong, String mend) {
        return new BatchFileException(line, 0, (line == 0 ? "has a layout that " : "") + wrong, mend);
    }

    private static Map<String, String> nearest(List<String> names, HeaderNames meanings) {
        Map<String, String> nearest = new LinkedHashMap<>();
        names.forEach(name -> meanings.nearest(name)
                .map(ColumnText::shown)
                .filter(field -> !nearest.containsValue(field)) // Two columns for one field would be the next error.
                .ifPresent(field -> nearest.put(ColumnText.shown(name), field)));
        return nearest;
    }

    private static String meant(Map<String, String> nearest) {
        if (nearest.isEmpty()) {
            return "";
        }
        String perhaps = nearest.entrySet().stream()
                .map(one -> "'" + one.getKey() + "' is " + one.getValue())
                .collect(Collectors.joining(", "));
        String columns = nearest.entrySet().stream()
                .map(one -> one.getKey() + ":" + one.getValue())
                .collect(Collectors.joining(", "));
        return "perhaps " + perhaps + ": write that, or say columns = " + columns
                + " for the folder, or {\"columns\":\"" + columns + "\"} after " + Directive.MARK
                + " in the first line; ";
    }

    private static String known(Optional<Template> template) {
        return "known are " + String.join(", ", MessageReader.FIELDS)
                + template.map(given -> ", without text, since there is a template"
                                + (given.parameters().isEmpty()
                                        ? ""
                                        : ", and those that it uses: "
                                                + given.parameters().stream()
                                                        .map(ColumnText::shown)
                                                        .collect(Collectors.joining(", "))))
                        .orElse(", and others if a template uses them");
    }
}
