package io.staffetta.provider.table;

import io.staffetta.provider.ProviderDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value on the wire with placeholders, as {@link RequestFields} documents them; read once, filled for each message. */
public final class WireTemplate<T> {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)(?:\\.([^{}]+))?}");

    private final List<Function<T, String>> parts = new ArrayList<>();

    /**
     * @throws IllegalArgumentException for a placeholder that is not in the vocabulary, or names a field that the
     *     descriptor does not have
     */
    WireTemplate(String template, ProviderDescriptor descriptor, Vocabulary<T> vocabulary) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        int end = 0;
        while (matcher.find()) {
            literal(template.substring(end, matcher.start()));
            parts.add(placeholder(matcher, descriptor, vocabulary));
            end = matcher.end();
        }
        literal(template.substring(end));
    }

    /** The templates of all pairs, under their names, in order. */
    static <T> Map<String, WireTemplate<T>> all(
            Map<String, String> source, ProviderDescriptor descriptor, Vocabulary<T> vocabulary) {
        Map<String, WireTemplate<T>> templates = new LinkedHashMap<>();
        source.forEach((name, value) -> templates.put(name, new WireTemplate<>(value, descriptor, vocabulary)));
        return templates;
    }

    /** All templates filled, in order, less those whose value ends up blank. */
    public static <T> Map<String, String> fill(Map<String, WireTemplate<T>> templates, T values) {
        Map<String, String> filled = new LinkedHashMap<>();
        templates.forEach((name, template) -> {
            String value = template.fill(values);
            if (!value.isBlank()) {
                filled.put(name, value);
            }
        });
        return filled;
    }

    String fill(T values) {
        StringBuilder filled = new StringBuilder();
        parts.forEach(part -> filled.append(part.apply(values)));
        return filled.toString();
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            parts.add(values -> text);
        }
    }

    private static <T> Function<T, String> placeholder(
            Matcher matcher, ProviderDescriptor descriptor, Vocabulary<T> vocabulary) {
        String key = matcher.group(2);
        if (key == null) {
            return vocabulary.value(matcher.group(1)).orElseThrow(() -> unknown(matcher, descriptor, vocabulary));
        }
        if (matcher.group(1).equals("account")
                && descriptor.fields().stream().anyMatch(field -> field.name().equals(key))) {
            return values -> vocabulary.account().apply(values).field(key);
        }
        throw unknown(matcher, descriptor, vocabulary);
    }

    private static IllegalArgumentException unknown(
            Matcher matcher, ProviderDescriptor descriptor, Vocabulary<?> vocabulary) {
        return new IllegalArgumentException("Provider file " + descriptor.wire() + ".yaml has placeholder "
                + matcher.group() + "; known are " + vocabulary.names() + " and {account.<field>} of its"
                + " fields");
    }
}
