package io.staffetta.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Suggestion;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.Json;
import io.staffetta.http.ProblemException;
import io.staffetta.message.InvalidMessageException;
import java.util.List;
import org.apache.camel.Exchange;

/** The JSON object that a request brings, read strictly: what is not known is an error that names what is near. */
public final class JsonBody {

    private final JsonNode object;

    /**
     * @param known names of the fields that there are
     * @throws ProblemException if it is no JSON object, or has others
     */
    public JsonBody(Exchange exchange, List<String> known) {
        object = read(exchange);
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.matches("[\\w.-]{1,40}") ? name : "?";
                throw wrong(shown, "is unknown; known are " + String.join(", ", known) + Suggestion.of(shown, known));
            }
        });
    }

    private static JsonNode read(Exchange exchange) {
        try {
            JsonNode node = Json.read(Json.text(exchange.getMessage().getBody(byte[].class)));
            if (!node.isObject()) {
                throw new InvalidMessageException("", "must be a JSON object");
            }
            return node;
        } catch (InvalidMessageException e) {
            throw new ProblemException(HttpProblem.ofMessage(e, null).orElseThrow());
        }
    }

    /** A text; empty if it is not given. */
    public String text(String name, int longest) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return "";
        }
        if (!value.isTextual() || value.asText().length() > longest) {
            throw wrong(name, "must be a text of at most " + longest + " characters");
        }
        return value.asText();
    }

    /** A text that must be given. */
    public String required(String name, int longest) {
        String text = text(name, longest);
        if (text.isBlank()) {
            throw wrong(name, "is required");
        }
        return text;
    }

    /** Whether it is {@code true}; not if it is not given. */
    public boolean isTrue(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.asBoolean();
    }

    /** Whatever it is; missing if it is not given. */
    public JsonNode node(String name) {
        return object.path(name);
    }

    /** What is told of a field that is wrong. */
    public static ProblemException wrong(String name, String rule) {
        return new ProblemException(HttpProblem.ofMessage(new InvalidMessageException(name, rule), null)
                .orElseThrow());
    }
}
