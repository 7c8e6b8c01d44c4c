package io.staffetta.batch.text;

import io.staffetta.language.Phrase;
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
                Phrase.of(
                        "it must name them, as in to,text; {0}{1}",
                        meant(nearest.containsValue("to") ? nearest : Map.of()), known(template)));
    }

    /** Some names mean nothing. */
    static BatchFileException unknown(
            List<String> unknown, HeaderNames meanings, Optional<Template> template, long line) {
        return of(
                line,
                Phrase.of("names columns that are unknown: {0}", ColumnText.shown(unknown)),
                Phrase.of("{0}{1}", meant(nearest(unknown, meanings)), known(template)));
    }

    /** Another problem with the header, or with the layout where the line is 0. */
    static BatchFileException of(long line, CharSequence wrong, CharSequence mend) {
        return new BatchFileException(
                line, 0, line == 0 ? Phrase.of("has a layout that {0}", Phrase.of(wrong)) : wrong, mend);
    }

    private static Map<String, String> nearest(List<String> names, HeaderNames meanings) {
        Map<String, String> nearest = new LinkedHashMap<>();
        names.forEach(name -> meanings.nearest(name)
                .map(ColumnText::shown)
                .filter(field -> !nearest.containsValue(field)) // Two columns for one field would be the next error.
                .ifPresent(field -> nearest.put(ColumnText.shown(name), field)));
        return nearest;
    }

    private static Phrase meant(Map<String, String> nearest) {
        if (nearest.isEmpty()) {
            return Phrase.of("");
        }
        List<Phrase> perhaps = nearest.entrySet().stream()
                .map(one -> Phrase.of("''{0}'' is {1}", one.getKey(), one.getValue()))
                .toList();
        String columns = nearest.entrySet().stream()
                .map(one -> one.getKey() + ":" + one.getValue())
                .collect(Collectors.joining(", "));
        return Phrase.of(
                "perhaps {0}: write that, or say columns = {1} for the folder, or {2} after {3} in the first line; ",
                Phrase.joined("{0}, {1}", perhaps), columns, "{\"columns\":\"" + columns + "\"}", Directive.MARK);
    }

    private static Phrase known(Optional<Template> template) {
        String fields = String.join(", ", MessageReader.FIELDS);
        if (template.isEmpty()) {
            return Phrase.of("known are {0}, and others if a template uses them", fields);
        }
        String used =
                template.get().parameters().stream().map(ColumnText::shown).collect(Collectors.joining(", "));
        return used.isEmpty()
                ? Phrase.of("known are {0}, without text, since there is a template", fields)
                : Phrase.of(
                        "known are {0}, without text, since there is a template, and those that it uses: {1}",
                        fields, used);
    }
}
