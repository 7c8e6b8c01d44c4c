package io.staffetta.provider.wire;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Writes a JSON object: the fields of the descriptor as members, all of them strings. A name that begins with a slash is a JSON
 * Pointer (RFC 6901), such as {@code /messages/0/to}.
 */
public final class JsonRequest {

    private final ProviderWires wires;

    /** Writes with the names of these wires. */
    public JsonRequest(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The request for one message.
     *
     * @throws AccountUnusableException if the account has no usable address or leaves out what it needs
     */
    public ProviderRequest write(@Variable("submission") Submission submission) {
        ProviderWires.Wire wire = wires.of(submission);
        return new ProviderRequest(
                ProviderUrl.of(submission, wire.descriptor()).toString(),
                "application/json; charset=UTF-8",
                wire.request().headers(submission),
                object(wire.request().of(submission)).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> {
            if (name.startsWith("/")) {
                put(object, JsonPointer.compile(name), value);
            } else {
                object.put(name, value);
            }
        });
        return object;
    }

    private static void put(ObjectNode object, JsonPointer place, String value) {
        if (place.last().mayMatchElement()) {
            object.withArray(place.head(), JsonNode.OverwriteMode.NULLS, true).add(value);
        } else {
            object.withObject(place.head(), JsonNode.OverwriteMode.NULLS, true)
                    .put(place.last().getMatchingProperty(), value);
        }
    }
}
