package io.staffetta.provider.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON of providers, who write numbers as numbers or as strings, and at times no JSON at all. */
public final class AnswerJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // {"status":"KO","status":"OK"} says neither.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private AnswerJson() {}

    /** The JSON object in a text; an empty one if there is none. */
    public static JsonNode object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isObject() ? node : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** All values of a JSON text that are no objects and no arrays, each at its JSON Pointer. */
    static List<AnswerLeaf> leaves(JsonNode json) {
        List<AnswerLeaf> leaves = new ArrayList<>();
        collect(json, "", leaves);
        return leaves;
    }

    private static void collect(JsonNode node, String place, List<AnswerLeaf> leaves) {
        if (node.isValueNode()) {
            leaves.add(new AnswerLeaf(place, node.isNull() ? "" : node.asText().strip()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), place + "/" + i, leaves);
        }
        node.properties()
                .forEach(field -> collect(
                        field.getValue(),
                        place + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        leaves));
    }

    /** A string or number as text; empty for anything else. */
    public static String text(JsonNode node) {
        return node.isTextual() || node.isNumber() ? node.asText().strip() : "";
    }
}
