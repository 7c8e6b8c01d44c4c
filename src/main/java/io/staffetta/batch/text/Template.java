package io.staffetta.batch.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of all messages of a file, in which <code>{{column}}</code> stands for what each row has in that column.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");

    /** Texts between the places; one more than {@link #parameters}. */
    private final List<String> texts;

    private final List<String> parameters;

    private Template(List<String> texts, List<String> parameters) {
        this.texts = List.copyOf(texts);
        this.parameters = List.copyOf(parameters);
    }

    /**
     * Reads a template. Blanks inside the braces do not count.
     *
     * @throws IllegalArgumentException if it is blank, longer than a text may be, or has braces that are not closed or without a
     *     name
     */
    public static Template parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The template is empty");
        }
        List<String> texts = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            texts.add(literal(text.substring(end, matcher.start())));
            parameters.add(matcher.group(1).strip());
            end = matcher.end();
        }
        texts.add(literal(text.substring(end)));
        if (texts.stream().mapToInt(String::length).sum() > MessageReader.MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "The template is longer than " + MessageReader.MAX_TEXT_LENGTH + " characters, the longest text");
        }
        if (parameters.contains("")) {
            throw new IllegalArgumentException("The template has {{}}: write the name of a column between the braces");
        }
        return new Template(texts, parameters);
    }

    private static String literal(String text) {
        if (text.contains("{{")) {
            throw new IllegalArgumentException("The template has {{ without }}: write {{column}}");
        }
        return text;
    }

    /** Whether a column is used. */
    public boolean uses(String column) {
        return parameters.contains(column);
    }

    /** The columns that it needs, without repetition, in the order of the text. */
    public List<String> parameters() {
        return parameters.stream().distinct().toList();
    }

    /**
     * The text of one row. What a row has is put in as it is, braces too. Of a text that is too long, no more is made than may
     * be: a place may come a thousand times.
     *
     * @throws InvalidMessageException if the row lacks a value, has a blank one, or one that is no string, number or boolean, or
     *     if the text would be too long
     */
    public String fill(Map<String, JsonNode> values) {
        StringBuilder filled = new StringBuilder(texts.get(0));
        for (int i = 0; i < parameters.size(); i++) {
            String value = value(parameters.get(i), values);
            if (filled.length() + value.length() + texts.get(i + 1).length() > MessageReader.MAX_TEXT_LENGTH) {
                throw new InvalidMessageException(
                        "text",
                        Phrase.of(
                                "must be at most {0} characters, but the template makes a longer one of this row",
                                MessageReader.MAX_TEXT_LENGTH));
            }
            filled.append(value).append(texts.get(i + 1));
        }
        return filled.toString();
    }

    private static String value(String parameter, Map<String, JsonNode> values) {
        JsonNode value = values.get(parameter);
        if (value == null
                || value.isNull()
                || (value.isValueNode() && value.asText().isBlank())) {
            throw new InvalidMessageException(
                    ColumnText.shown(parameter), "must have a value, since the template has a place for it");
        }
        if (value.isContainerNode()) {
            throw new InvalidMessageException(
                    ColumnText.shown(parameter), "must be a string, a number, true or false, to go into the template");
        }
        return value.asText();
    }
}
