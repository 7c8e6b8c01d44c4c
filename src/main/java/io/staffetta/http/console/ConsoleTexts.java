package io.staffetta.http.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.http.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts of the console. In the files that ship both languages of a text stand side by side; a browser gets those of one. */
final class ConsoleTexts {

    /** Languages, in the order in which the files have them. */
    static final List<String> LANGUAGES = List.of("it", "en");

    /** What a script need not quote. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private ConsoleTexts() {}

    /**
     * The script with all texts of a language: a tree with a branch for each part of a key, so that what keys have in common is
     * sent once. A text whose key is the beginning of others is that of the branch, with an empty name.
     *
     * @param files JSON objects: of each key, parts with dots between them, the texts in the order of {@link #LANGUAGES}
     * @throws IllegalStateException if a text is not there, or is there twice
     */
    static String module(Collection<String> files, String language) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (String file : files) {
            for (Map.Entry<String, JsonNode> one : Json.read(file).properties()) {
                JsonNode text = one.getValue().path(LANGUAGES.indexOf(language));
                if (!text.isTextual() || !put(tree, one.getKey(), text)) {
                    throw new IllegalStateException("The console has not one text " + one.getKey() + " in " + language);
                }
            }
        }
        return "export default " + script(tree) + ";\n";
    }

    /** Whether the text was not there yet. */
    private static boolean put(ObjectNode tree, String key, JsonNode text) {
        int dot = key.indexOf('.');
        String part = dot < 0 ? key : key.substring(0, dot);
        JsonNode there = tree.get(part);
        if (dot < 0 && there == null) {
            tree.set(part, text);
            return true;
        }
        ObjectNode branch = there instanceof ObjectNode known ? known : tree.putObject(part);
        if (there != null && there.isTextual()) {
            branch.set("", there);
        }
        return dot < 0 ? branch.putIfAbsent("", text) == null : put(branch, key.substring(dot + 1), text);
    }

    private static String script(JsonNode node) {
        return node.isTextual()
                ? node.toString()
                : node.properties().stream()
                        .map(one -> name(one.getKey()) + ':' + script(one.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String name(String key) {
        return NAME.matcher(key).matches() ? key : Json.write(key);
    }
}
