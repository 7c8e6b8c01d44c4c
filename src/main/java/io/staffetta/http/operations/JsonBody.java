package io.staffetta.http.operations;

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
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Reads the JSON object in the body of a request, strictly: an unknown field is an error that names similar ones, and a value
 * of another type is an error that names both types. Nothing is converted: {@code "5"} is no number, and {@code 5} no string.
 */
public final class JsonBody {

    private final String prefix;
    private final JsonNode object;

    private JsonBody(String prefix, JsonNode object, Collection<String> known) {
        this.prefix = prefix;
        this.object = object;
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.matches("[\\w.-]{1,40}") ? name : "?";
                throw problem(
                        shown,
                        Phrase.of(
                                "is unknown; known are {0}{1}", String.join(", ", known), Suggestion.of(shown, known)));
            }
        });
    }

    /**
     * Reads the body of a request.
     *
     * @param known names of the fields that there are
     * @throws ProblemException if the body is no JSON object, or has other fields
     */
    public static JsonBody of(Exchange exchange, Collection<String> known) {
        return new JsonBody("", parsed(text(exchange), known), known);
    }

    /** Reads the body of a request that may be empty, which means an object without fields. */
    public static JsonBody ofOptional(Exchange exchange, Collection<String> known) {
        String text = text(exchange);
        return new JsonBody("", parsed(text.isBlank() ? "{}" : text, known), known);
    }

    private static String text(Exchange exchange) {
        try {
            return Json.text(exchange.getMessage().getBody(byte[].class));
        } catch (InvalidMessageException e) {
            throw bad(e.phrase());
        }
    }

    private static JsonNode parsed(String text, Collection<String> known) {
        try {
            JsonNode node = Json.read(text);
            if (!node.isObject()) {
                throw bad(Phrase.of(
                        "must be a JSON object with the fields {0}, not {1}",
                        String.join(", ", known), JsonFields.type(node.asToken())));
            }
            return node;
        } catch (InvalidMessageException e) {
            throw bad(e.phrase());
        }
    }

    private static ProblemException bad(CharSequence rule) {
        return new ProblemException(HttpProblem.of(400, Phrase.of("The body {0}", Phrase.of(rule))));
    }

    /** Whether a field is given, as {@code null} at least. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Whether a field is given, and is not {@code null}. */
    public boolean hasValue(String name) {
        return object.hasNonNull(name);
    }

    /** A string; empty if it is not given. */
    public String text(String name, int longest) {
        return text(name, longest, Phrase.of("a string of at most {0} characters", longest));
    }

    /**
     * A string of some form, which the caller checks; empty if it is not given.
     *
     * @param expected what it must be, for the error, such as {@code a string such as "5/s"}
     */
    public String text(String name, int longest, CharSequence expected) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return "";
        }
        require(value.isTextual(), name, expected, value);
        if (value.textValue().length() > longest) {
            throw problem(
                    name,
                    Phrase.of(
                            "must be {0}, but has {1}",
                            Phrase.of(expected), value.textValue().length()));
        }
        return value.textValue();
    }

    /** A string without line ends and other control characters; empty if it is not given. */
    public String line(String name, int longest) {
        String text = text(name, longest);
        if (QueryParameters.hasControls(text)) {
            throw problem(name, "must not contain line breaks or other control characters");
        }
        return text;
    }

    /** A string that must be given. */
    public String required(String name, int longest) {
        String text = text(name, longest);
        if (text.isBlank()) {
            throw problem(name, "is required");
        }
        return text;
    }

    /** Whether it is {@code true}; not if it is not given. */
    public boolean isTrue(String name) {
        JsonNode value = object.path(name);
        require(value.isMissingNode() || value.isBoolean(), name, "true or false", value);
        return value.asBoolean();
    }

    /** A whole number of 1 to {@code most}, which must be given. */
    public long number(String name, long most) {
        JsonNode value = object.path(name);
        Phrase expected = Phrase.of("a whole number from 1 to {0}", most);
        require(value.isNumber(), name, expected, value);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1 || value.asLong() > most) {
            throw problem(name, Phrase.of("must be {0}", Phrase.of(expected)));
        }
        return value.asLong();
    }

    /**
     * An array of strings, which must be given.
     *
     * @param expected what it must be, for the error, such as {@code an array of at most 100 names}
     */
    public List<String> texts(String name, int most, CharSequence expected) {
        JsonNode value = object.path(name);
        require(value.isArray(), name, expected, value);
        if (value.size() > most) {
            throw problem(name, Phrase.of("must be {0}, but has {1}", Phrase.of(expected), value.size()));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value) {
            require(one.isTextual(), name + "[" + texts.size() + "]", "a string", one);
            texts.add(one.textValue());
        }
        return texts;
    }

    /** An object within this one, which must be given; errors name its fields as {@code name.field}. */
    public JsonBody object(String name, Collection<String> known) {
        JsonNode value = object.path(name);
        require(value.isObject(), name, "an object", value);
        return new JsonBody(prefix + name + ".", value, known);
    }

    /** Names of the fields that are given, in their order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void require(boolean isRight, String name, CharSequence expected, JsonNode value) {
        if (!isRight) {
            throw problem(
                    name, Phrase.of("must be {0}, not {1}", Phrase.of(expected), JsonFields.type(value.asToken())));
        }
    }

    /** The error of a field of this object. */
    public ProblemException problem(String name, CharSequence rule) {
        return wrong(prefix + name, rule);
    }

    /** The error of a field. */
    public static ProblemException wrong(String name, CharSequence rule) {
        return new ProblemException(HttpProblem.ofField(name, rule));
    }
}
