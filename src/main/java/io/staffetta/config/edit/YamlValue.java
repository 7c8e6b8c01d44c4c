package io.staffetta.config.edit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values as YAML of one line. */
final class YamlValue {

    /** What is itself in each place, and what no reader takes for a number that it would write in another way. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9_./-]|[A-Za-z]");

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}|(0|[1-9][0-9]{0,5})\\.[0-9]{1,5}");
    private static final Pattern WORD_WITH_MEANING = Pattern.compile("(?i)null|yes|no|on|off|y|n");
    private static final int FIRST_PRINTABLE = 0x20;

    private YamlValue() {}

    /** A value: a text, a list or a map of texts. */
    static String of(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(YamlValue::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> name(entry.getKey().toString()) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return text(value.toString());
    }

    /** The name of a field. */
    static String name(String name) {
        return text(name);
    }

    private static String text(String text) {
        boolean plain = NUMBER.matcher(text).matches()
                || (PLAIN.matcher(text).matches()
                        && !WORD_WITH_MEANING.matcher(text).matches());
        return plain ? text : quoted(text);
    }

    /** A text in double quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (isPlainInQuotes(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(c > Character.MAX_VALUE ? String.format("\\U%08X", c) : String.format("\\u%04X", c));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPlainInQuotes(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> c >= FIRST_PRINTABLE;
        };
    }
}
