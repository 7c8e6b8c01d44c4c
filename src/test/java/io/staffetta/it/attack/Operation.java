package io.staffetta.it.attack;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.access.Role;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * An operation that the running gateway tells of itself, so that a new one is attacked without being named.
 *
 * @param path with names in braces
 * @param role whom it serves, such as {@code sender}, or {@code any}
 * @param parameters of the query
 * @param open whether it asks for no token
 * @param type what the body must be, such as {@code application/json}
 * @param body an example of it; missing if it takes none
 */
record Operation(
        String method, String path, String role, List<String> parameters, boolean open, String type, JsonNode body) {

    static List<Operation> of(Victim victim) {
        List<Operation> all = new ArrayList<>();
        victim.operations().properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> all.add(of(path.getKey(), method.getKey(), method.getValue()))));
        return all;
    }

    private static Operation of(String path, String method, JsonNode described) {
        List<String> parameters = new ArrayList<>();
        for (JsonNode parameter : described.path("parameters")) {
            // Those that many have are named by a reference, such as #/components/parameters/limit.
            String reference = parameter.path("$ref").asText();
            if (!reference.isEmpty()) {
                parameters.add(reference.substring(reference.lastIndexOf('/') + 1));
            } else if (parameter.path("in").asText().equals("query")) {
                parameters.add(parameter.path("name").asText());
            }
        }
        Iterator<String> contents =
                described.path("requestBody").path("content").fieldNames();
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                described.path("x-role").asText(),
                parameters,
                described.has("security") && described.path("security").isEmpty(),
                contents.hasNext() ? contents.next() : "application/json",
                described.at("/requestBody/content/application~1json/example"));
    }

    /** Method and path, with something in place of what varies. */
    String start(String value) {
        return method + " " + pathWith(value);
    }

    String pathWith(String value) {
        return path.replaceAll("\\{[^}]*}", value);
    }

    boolean isFor(Role caller) {
        return role.equals("any") || caller.includes(Role.ofLabel(role).orElseThrow());
    }
}
