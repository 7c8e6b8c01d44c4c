package io.staffetta.http.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.http.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts of the console. In the files that ship both languages of a text stand side by side; a browser gets those of one. */
final class Words {

    /** Languages, in the order in which the files have them. */
    static final List<String> LANGUAGES = List.of("it", "en");

    private Words() {}

    /**
     * The script with all texts of a language by their keys.
     *
     * @param files JSON objects: of each key the texts in the order of {@link #LANGUAGES}
     * @throws IllegalStateException if a text is not there
     */
    static String module(Collection<String> files, String language) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : files) {
            for (Map.Entry<String, JsonNode> one : Json.read(file).properties()) {
                JsonNode text = one.getValue().path(LANGUAGES.indexOf(language));
                if (!text.isTextual() || texts.put(one.getKey(), text.textValue()) != null) {
                    throw new IllegalStateException("The console has not one text " + one.getKey() + " in " + language);
                }
            }
        }
        return "export default " + Json.write(texts) + ";\n";
    }
}
