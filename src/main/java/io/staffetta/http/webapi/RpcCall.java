package io.staffetta.http.webapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.staffetta.message.JsonFields;

/**
 * Holds one call of {@code sendSms} as JSON-RPC 2.0 has it.
 *
 * @param id what the caller knows it by; {@code null} for a notification, which is never answered
 * @param number the recipient as the caller wrote it; {@code null} if the call is wrong
 * @param message the text; {@code null} if the call is wrong
 * @param error what is wrong; {@code null} if nothing is
 */
record RpcCall(JsonNode id, String number, String message, RpcError error) {

    private static final String NUMBER = "number";
    private static final String MESSAGE = "message";

    /** A call that cannot be read, and so has no id. */
    static RpcCall wrong(RpcError error) {
        return new RpcCall(NullNode.getInstance(), null, null, error);
    }

    /** Reads one element of an array, or the one call that stands alone. */
    static RpcCall read(JsonNode node) {
        if (!node.isObject()) {
            return wrong(RpcError.request("must be an object, or an array of objects"));
        }
        JsonNode id = node.get("id");
        if (id != null && !id.isTextual() && !id.isNumber() && !id.isNull()) {
            return wrong(RpcError.request("must have an 'id' that is a string, a number or null"));
        }
        String rule = envelopeRule(node);
        if (rule != null) {
            // A notification that is none by the specification is answered, with an id of null.
            return new RpcCall(id == null ? NullNode.getInstance() : id, null, null, RpcError.request(rule));
        }
        return node.get("method").textValue().equals("sendSms")
                ? parameters(id, node.path("params"))
                : new RpcCall(id, null, null, RpcError.NO_METHOD);
    }

    private static String envelopeRule(JsonNode node) {
        if (!node.path("jsonrpc").asText().equals("2.0")) {
            return "must have \"jsonrpc\": \"2.0\"";
        }
        if (!node.path("method").isTextual()) {
            return "must have a 'method' that is a string";
        }
        if (node.has("params") && !node.get("params").isContainerNode()) {
            return "must have 'params' that are an array or an object";
        }
        return null;
    }

    private static RpcCall parameters(JsonNode id, JsonNode params) {
        boolean byName = params.isObject();
        JsonNode number = byName ? params.path(NUMBER) : params.path(0);
        JsonNode message = byName ? params.path(MESSAGE) : params.path(1);
        RpcError error = null;
        if (!number.isTextual()) {
            error = RpcError.parameter(NUMBER, mustBeString(number));
        } else if (!message.isTextual()) {
            error = RpcError.parameter(MESSAGE, mustBeString(message));
        } else if (params.size() > 2) {
            error = RpcError.parameters("must be number and message, and nothing else");
        }
        return new RpcCall(id, number.textValue(), message.textValue(), error);
    }

    private static String mustBeString(JsonNode value) {
        return "must be a string, not " + JsonFields.type(value.asToken());
    }

    /** Whether the caller waits for no answer. */
    boolean isNotification() {
        return id == null;
    }

    /** The same call, found to be wrong. */
    RpcCall withError(RpcError other) {
        return new RpcCall(id, number, message, other);
    }

    /** Names neither number nor text, so that it may be logged. */
    @Override
    public String toString() {
        return "RpcCall";
    }
}
