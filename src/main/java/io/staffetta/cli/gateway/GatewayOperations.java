package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.message.MessageId;
import java.util.Map;
import java.util.Optional;

/**
 * Calls a running gateway's HTTP API for dead letters and operations.
 *
 * <p>All throw {@link IllegalStateException} if the gateway does not answer, or not to us, or says no, in words.
 */
public final class GatewayOperations {

    private final GatewayHttp http;

    GatewayOperations(GatewayHttp http) {
        this.http = http;
    }

    /**
     * Orders an operation.
     *
     * @param wanted fields, as the gateway's HTTP API has them
     */
    public JsonNode order(Map<String, Object> wanted) {
        return http.change("POST", "/v1/operations", wanted);
    }

    /** The newest operations: an object with {@code operations} and, if there may be more, {@code next}. */
    public JsonNode list(Map<String, String> parameters) {
        return http.get("/v1/operations" + GatewayHttp.query(parameters));
    }

    /** An operation, with some of its messages; empty if there is none with this id. */
    public Optional<JsonNode> find(String id, Map<String, String> parameters) {
        return MessageId.isValid(id)
                ? http.ask("GET", "/v1/operations/" + id + GatewayHttp.query(parameters))
                : Optional.empty();
    }

    /** Ends an operation; empty if there is none with this id. */
    public Optional<JsonNode> cancel(String id) {
        return MessageId.isValid(id) ? http.ask("POST", "/v1/operations/" + id + "/cancel") : Optional.empty();
    }

    /** The newest dead letters, or their groups, as the gateway's HTTP API has them. */
    public JsonNode deadLetters(Map<String, String> parameters) {
        return http.get("/v1/dead-letters" + GatewayHttp.query(parameters));
    }

    /** A dead letter; empty if there is none with this id. */
    public Optional<JsonNode> deadLetter(String id) {
        return MessageId.isValid(id) ? http.ask("GET", "/v1/dead-letters/" + id) : Optional.empty();
    }

    /** Says something of a group of dead letters; empty if the key is none. */
    public Optional<JsonNode> note(String key, String text) {
        return http.ask(
                "PUT",
                "/v1/dead-letters/groups/" + GatewayHttp.encoded(key) + "/note",
                JsonLine.write(Map.of("text", text)));
    }

    /** Number and text of a message or of a dead letter. */
    public JsonNode reveal(String id, String why) {
        return http.change("POST", "/v1/messages/" + GatewayHttp.encoded(id) + "/reveal", Map.of("why", why));
    }
}
