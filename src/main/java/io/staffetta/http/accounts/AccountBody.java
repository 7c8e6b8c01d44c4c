package io.staffetta.http.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Suggestion;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.Json;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.JsonFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Reads the body of a request that does something with an account: one JSON object, or nothing. */
final class AccountBody {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_FIELDS = 100;
    private static final int LONGEST_TEXT = 10_000;

    private final Map<String, Object> fields;

    private AccountBody(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads it: texts, numbers and booleans as texts, lists of these, objects of these.
     *
     * @throws ProblemException if it is none
     */
    static AccountBody of(Exchange exchange) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        if (bytes != null && bytes.length > MOST_BYTES) {
            throw bad(Phrase.of("The body must have at most {0} bytes", MOST_BYTES));
        }
        try {
            String text = Json.text(bytes);
            JsonNode node = text.isBlank() ? Json.read("{}") : Json.read(text);
            if (!node.isObject() || node.size() > MOST_FIELDS) {
                throw bad(Phrase.of("The body must be one JSON object with at most {0} fields", MOST_FIELDS));
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), value(field.getKey(), field.getValue())));
            return new AccountBody(fields);
        } catch (InvalidMessageException e) {
            throw bad(Phrase.of("The body {0}", e.phrase()));
        }
    }

    /** The same, of which only some fields are known. */
    static AccountBody of(Exchange exchange, String... known) {
        AccountBody body = of(exchange);
        body.allow(List.of(known));
        return body;
    }

    private static ProblemException bad(CharSequence detail) {
        return new ProblemException(HttpProblem.of(400, "body_invalid", detail));
    }

    private static Object value(String name, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            List<String> list = new ArrayList<>();
            node.forEach(item -> list.add(text(name, item)));
            return list;
        }
        if (node.isObject()) {
            Map<String, String> map = new LinkedHashMap<>();
            node.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    map.put(field.getKey(), text(name + "." + field.getKey(), field.getValue()));
                }
            });
            return map;
        }
        return text(name, node);
    }

    private static String text(String name, JsonNode node) {
        String text = node.isNumber() ? node.decimalValue().toPlainString() : node.asText();
        if (node.isContainerNode() || node.isNull() || text.length() > LONGEST_TEXT) {
            throw bad(
                    text.isEmpty()
                            ? Phrase.of(
                                    "Field ''{0}'' must be a string, a number, true or false, of at most {1} characters, not {2}",
                                    shown(name), LONGEST_TEXT, JsonFields.type(node.asToken()))
                            : Phrase.of(
                                    "Field ''{0}'' must be a string, a number, true or false, of at most {1} characters",
                                    shown(name), LONGEST_TEXT));
        }
        return text;
    }

    private static String shown(String name) {
        return name.matches("[\\w.-]{1,60}") ? name : "?";
    }

    private void allow(List<String> known) {
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw bad(Phrase.of(
                        "Field ''{0}'' is unknown; known are {1}", shown(name), Suggestion.among(shown(name), known)));
            }
        }
    }

    /** A text that is taken out of the body; empty if it is not given. */
    String take(String name) {
        Object value = fields.remove(name);
        if (value != null && !(value instanceof String)) {
            throw bad(Phrase.of(
                    value instanceof List
                            ? "Field ''{0}'' must be a string, not an array"
                            : "Field ''{0}'' must be a string, not an object",
                    name));
        }
        String text = value == null ? "" : value.toString().strip();
        if (QueryParameters.hasControls(text)) {
            throw bad(Phrase.of("Field ''{0}'' must be without control characters", name));
        }
        return text;
    }

    /** What is left of it. */
    Map<String, Object> rest() {
        return fields;
    }
}
