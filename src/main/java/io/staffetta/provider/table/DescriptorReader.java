package io.staffetta.provider.table;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.staffetta.config.Suggestion;
import io.staffetta.provider.ProviderDescriptor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the content of a descriptor, and says of one that cannot be read which key is wrong and what would be right. */
final class DescriptorReader {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    /** Where keys have gone that there were once, besides those that are the same with a hyphen now. */
    private static final Map<String, String> MOVED = Map.of(
            "settings.when",
            "only-when, as in: only-when: {accessVia: {UUID: [userUUID]}}",
            "settings.header",
            "headers, as in: headers: {Accept: application/json}",
            "settings.urlField",
            "url-field",
            "settings.operation",
            "soap.operation",
            "settings.namespaceField",
            "soap.namespace-field",
            "settings.namespace",
            "soap.namespace",
            "settings.root",
            "xml.root",
            "settings.tokenUrl",
            "token.url",
            "success.in",
            "answer-format, beside the section success");

    private DescriptorReader() {}

    /**
     * The descriptor that a file holds.
     *
     * @throws IllegalArgumentException if a key is unknown, or its value of the wrong kind; says which, and what would be right
     */
    static ProviderDescriptor read(Map<?, ?> content) {
        settings(content.get("settings"));
        try {
            return MAPPER.convertValue(content, ProviderDescriptor.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(words(e), e);
        }
    }

    /** The names of an enum's values, as they are written in a file. */
    static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> MAPPER.convertValue(value, String.class))
                .collect(Collectors.joining(", "));
    }

    /** That section has no keys any more: each says where it has gone. */
    private static void settings(Object settings) {
        if (settings instanceof Map<?, ?> map) {
            map.keySet().stream().map(String::valueOf).sorted().findFirst().ifPresent(key -> {
                throw new IllegalArgumentException("there is no section 'settings' any more: 'settings." + key
                        + "' is now "
                        + MOVED.getOrDefault(
                                "settings." + key.split("\\.", 2)[0],
                                "to be written where it is used, instead of {setting." + key + "}"));
            });
        }
    }

    private static String words(IllegalArgumentException failure) {
        if (failure.getCause() instanceof UnrecognizedPropertyException unknown) {
            return unknown(path(unknown), unknown.getPropertyName(), unknown.getKnownPropertyIds());
        }
        if (failure.getCause() instanceof InvalidFormatException wrong) {
            String right = wrong.getTargetType().isEnum() ? names(wrong.getTargetType()) : kind(wrong.getTargetType());
            return "'" + path(wrong) + "' is '" + wrong.getValue() + "'; must be " + right;
        }
        if (failure.getCause() instanceof MismatchedInputException wrong) {
            return "'" + path(wrong) + "' must be " + kind(wrong.getTargetType());
        }
        return failure.getMessage();
    }

    private static String unknown(String path, String key, Collection<Object> known) {
        List<String> names = known.stream().map(String::valueOf).sorted().toList();
        String hyphened = key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String moved = MOVED.getOrDefault(path, !hyphened.equals(key) && names.contains(hyphened) ? hyphened : "");
        return moved.isEmpty()
                ? "unknown key '" + path + "'; known there are " + Suggestion.among(key, names)
                : "'" + path + "' is now called " + moved;
    }

    private static String path(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex() + 1) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String kind(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list, such as [a, b]";
        }
        if (type == String.class) {
            return "one text";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type == int.class ? "a whole number" : "a section with keys of its own";
    }
}
