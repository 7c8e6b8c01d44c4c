package io.staffetta.language;

import com.fasterxml.jackson.annotation.JsonValue;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A text for people, apart from the values in it, so that it can be said in another language: {@code must be at most {0}
 * characters}. As a text it is English, as logs and what is stored have it.
 *
 * <p>Immutable.
 *
 * @param pattern English text; if there are values a pattern of {@link MessageFormat}, in which an apostrophe is written as two
 * @param values what its places stand for: texts, or phrases of their own
 */
public record Phrase(String pattern, List<Object> values) implements CharSequence {

    public Phrase {
        values = List.copyOf(values);
    }

    /** A text as a phrase; a phrase is itself. */
    public static Phrase of(CharSequence text) {
        return text instanceof Phrase phrase ? phrase : new Phrase(text.toString(), List.of());
    }

    /** A pattern with its values, such as numbers, which are shown as they are, without signs for thousands. */
    public static Phrase of(String pattern, Object... values) {
        return new Phrase(
                pattern,
                Stream.of(values)
                        .map(value -> value instanceof Phrase ? value : String.valueOf(value))
                        .toList());
    }

    /** Several as one; the pattern puts {@code {1}} behind {@code {0}}, which is all of those before. */
    public static Phrase joined(String pattern, Collection<?> parts) {
        Object all = "";
        boolean isFirst = true;
        for (Object part : parts) {
            all = isFirst ? part : of(pattern, all, part);
            isFirst = false;
        }
        return all instanceof Phrase phrase ? phrase : of("{0}", all);
    }

    /** The text in a language; in English where that language has none for it. */
    public String in(Locale language) {
        String text = Catalogue.of(language).getOrDefault(pattern, pattern);
        return values.isEmpty()
                ? text
                : new MessageFormat(text, Locale.ROOT)
                        .format(values.stream()
                                .map(value -> value instanceof Phrase phrase ? phrase.in(language) : value)
                                .toArray());
    }

    @Override
    @JsonValue
    public String toString() {
        return in(Locale.ENGLISH);
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }
}
