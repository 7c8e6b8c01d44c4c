package io.staffetta.config.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** Makes the parts of a JSON Schema. */
final class SchemaNodes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaNodes() {}

    /** An object with these properties and no others. */
    static ObjectNode object(ObjectNode properties, Collection<String> required) {
        ObjectNode object = JSON.objectNode().put("type", "object");
        if (!required.isEmpty()) {
            object.set("required", strings(required));
        }
        object.set("properties", properties);
        return object.put("additionalProperties", false);
    }

    /** One of these texts, or a placeholder. */
    static ObjectNode choice(List<String> values) {
        return orPlaceholder(JSON.objectNode().set("enum", strings(values)));
    }

    /** What a schema allows, or a placeholder. */
    static ObjectNode orPlaceholder(ObjectNode schema) {
        ObjectNode choice = JSON.objectNode();
        choice.putArray("anyOf").add(schema).add(ref("placeholder"));
        return choice;
    }

    /** One value, or a list of them. */
    static ObjectNode oneOrMore(ObjectNode value, String description) {
        ObjectNode schema = JSON.objectNode().put("description", description);
        ObjectNode list = JSON.objectNode().put("type", "array").set("items", value);
        schema.putArray("anyOf").add(value).add(list);
        return schema;
    }

    /** A reference to one of the definitions. */
    static ObjectNode ref(String definition) {
        return JSON.objectNode().put("$ref", "#/$defs/" + definition);
    }

    /** An array of texts. */
    static ArrayNode strings(Collection<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
