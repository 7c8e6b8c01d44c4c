package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.message.MessageId;
import java.util.Map;
import java.util.Optional;

/** Calls a running gateway's HTTP API for batches. */
public final class GatewayBatches {

    private final GatewayHttp http;

    GatewayBatches(GatewayHttp http) {
        this.http = http;
    }

    /**
     * The newest batches.
     *
     * @param parameters which ones are meant, as the gateway's HTTP API has it; those that are {@code null} do not count
     * @return an object with {@code batches} and, if there may be more, {@code next}
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public JsonNode list(Map<String, String> parameters) {
        return http.get("/v1/batches" + GatewayHttp.query(parameters));
    }

    /**
     * A batch.
     *
     * @return empty if the gateway has no such batch, or what is given is no id
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public Optional<JsonNode> find(String id) {
        return MessageId.isValid(id) ? http.ask("GET", "/v1/batches/" + id) : Optional.empty();
    }

    /**
     * Steers a batch.
     *
     * @param deed {@code pause}, {@code resume} or {@code cancel}
     * @return how it is then; empty if the gateway has no such batch, or what is given is no id
     * @throws IllegalStateException if that cannot be done with it as it is, in words, or the gateway does not answer, or not to
     *     us
     */
    public Optional<JsonNode> steer(String id, String deed) {
        return MessageId.isValid(id) ? http.ask("POST", "/v1/batches/" + id + "/" + deed) : Optional.empty();
    }
}
