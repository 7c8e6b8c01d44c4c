package io.staffetta.config.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.AccountField;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lists the fields of an account with one wire of a provider, for a form: made from the schema, so that a form and the
 * file never differ.
 *
 * @param provider what {@code provider} of an account says
 * @param api what {@code api} of an account says; {@code null} where the provider has one wire
 * @param wire name of the wire
 * @param title the provider's name for people
 * @param description which of the provider's services it is; {@code null} where the wire does not say
 * @param confidence {@code attested} or {@code assumed}
 * @param fields the fields, in the order of a form
 */
public record ProviderForm(
        String provider,
        String api,
        String wire,
        String title,
        FormField.Words description,
        String confidence,
        List<FormField> fields) {

    private static final Properties WORDS = words();
    private static final int PROPERTIES_THAT_CHOOSE = 2;

    /** The forms of all wires. */
    public static List<ProviderForm> all(ProviderDescriptors descriptors) {
        return descriptors.all().stream().map(wire -> of(wire, descriptors)).toList();
    }

    private static ProviderForm of(ProviderDescriptor wire, ProviderDescriptors descriptors) {
        ObjectNode schema = AccountSchema.wire(wire, descriptors);
        Map<String, AccountField> own =
                wire.fields().stream().collect(Collectors.toMap(AccountField::name, Function.identity()));
        List<FormField> fields = new ArrayList<>();
        Set<String> required = required(schema);
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            if (own.containsKey(name)) {
                fields.add(own(own.get(name), property.getValue(), required.contains(name)));
            } else if (!name.equals(CommonField.PROVIDER.key()) && !name.equals(CommonField.API.key())) {
                fields.add(common(name, name, property.getValue(), required.contains(name)));
            }
        });
        return new ProviderForm(
                wire.provider(),
                wire.api().isEmpty() ? null : wire.api(),
                wire.wire(),
                wire.title(),
                wire.description().isEmpty() ? null : new FormField.Words(wire.descriptionIt(), wire.description()),
                wire.confidence(),
                withDefault(fields, CommonField.URL.key(), wire.url()));
    }

    private static List<FormField> withDefault(List<FormField> fields, String name, String value) {
        return fields.stream()
                .map(field -> field.name().equals(name) && !value.isEmpty()
                        ? new FormField(
                                name,
                                field.kind(),
                                false,
                                false,
                                field.label(),
                                field.help(),
                                value,
                                null,
                                null,
                                null,
                                null)
                        : field)
                .toList();
    }

    private static FormField own(AccountField field, JsonNode schema, boolean required) {
        return new FormField(
                field.name(),
                kind(schema),
                required,
                field.secret(),
                new FormField.Words(field.labelIt(), field.label()),
                new FormField.Words(field.descriptionIt(), field.description()),
                field.defaultValue().isEmpty() ? null : field.defaultValue(),
                field.values().isEmpty() ? null : field.values(),
                null,
                null,
                null);
    }

    private static FormField common(String path, String name, JsonNode schema, boolean required) {
        JsonNode value = value(schema);
        List<FormField> fields = new ArrayList<>();
        Set<String> needed = required(schema);
        schema.path("properties")
                .properties()
                .forEach(part -> fields.add(common(
                        path + "." + part.getKey(), part.getKey(), part.getValue(), needed.contains(part.getKey()))));
        List<String> values = new ArrayList<>();
        value.path("enum").forEach(one -> values.add(one.asText()));
        String help = schema.path("description").asText();
        return new FormField(
                name,
                kind(schema),
                required,
                false,
                new FormField.Words(
                        WORDS.getProperty(path + ".label.it", name), WORDS.getProperty(path + ".label.en", name)),
                new FormField.Words(WORDS.getProperty(path + ".help.it", help), help),
                schema.hasNonNull("default") ? schema.path("default").asText() : null,
                values.isEmpty() ? null : values,
                number(value, "minimum"),
                number(value, "maximum"),
                fields.isEmpty() ? null : fields);
    }

    private static Integer number(JsonNode value, String name) {
        return value.has(name) ? value.path(name).asInt() : null;
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        return required;
    }

    /** What a schema allows besides a placeholder, or besides a list. */
    private static JsonNode value(JsonNode schema) {
        return schema.has("anyOf") ? schema.path("anyOf").path(0) : schema;
    }

    private static String kind(JsonNode schema) {
        JsonNode value = value(schema);
        JsonNode choices = schema.path("anyOf");
        boolean list = choices.size() == PROPERTIES_THAT_CHOOSE
                && choices.path(1).path("type").asText().equals("array");
        if (list) {
            return "accounts";
        }
        if (value.has("enum")) {
            return "choice";
        }
        String pattern = value.path("pattern").asText();
        return switch (value.path("type").asText()) {
            case "boolean", "number", "integer" -> value.path("type").asText();
            case "object" -> "group";
            default ->
                Optional.of(pattern)
                        .filter(given -> !given.isEmpty())
                        .map(given -> given.equals("^P")
                                ? "duration"
                                : given.contains("://") ? "url" : given.contains("[0-5][0-9]") ? "time" : "text")
                        .orElse("text");
        };
    }

    private static Properties words() {
        Properties words = new Properties();
        try (Reader in = new InputStreamReader(
                ProviderForm.class.getResourceAsStream("common-fields.properties"), StandardCharsets.UTF_8)) {
            words.load(in);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
