package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.JsonLine;
import java.util.Map;
import java.util.Optional;

/** Calls a running gateway's HTTP API for its own state: whether it sends, and whether all is well. */
public final class GatewaySending {

    private final GatewayHttp http;

    GatewaySending(GatewayHttp http) {
        this.http = http;
    }

    /**
     * The gateways that use the ledger, the newest first.
     *
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode nodes() {
        return http.get("/v1/nodes").path("nodes");
    }

    /**
     * Whether old messages are erased and deleted.
     *
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode retention() {
        return http.get("/v1/retention");
    }

    /**
     * Whether sending is on hold.
     *
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode hold() {
        return http.get("/v1/hold");
    }

    /**
     * Has nothing sent.
     *
     * @param why in words; empty for no reason
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode placeHold(String why) {
        return held(http.ask("POST", "/v1/hold", why.isEmpty() ? "" : JsonLine.write(Map.of("why", why))));
    }

    /**
     * Has messages sent again.
     *
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode resumeHold() {
        return held(http.ask("POST", "/v1/hold/resume"));
    }

    private static JsonNode held(Optional<JsonNode> answer) {
        return answer.orElseThrow(() -> new IllegalStateException("The gateway is of a version that cannot do this"));
    }

    /**
     * Has old messages erased and deleted again.
     *
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode resumeRetention() {
        return http.ask("POST", "/v1/retention/resume")
                .orElseThrow(() -> new IllegalStateException("The gateway is of a version that cannot do this"));
    }

    /**
     * The alerts, and who is told of them.
     *
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode alerts() {
        return http.get("/v1/alerts");
    }

    /**
     * Tells all receivers of alerts that this is a test.
     *
     * @throws IllegalStateException if there are none, or the gateway does not answer, or not to us, in words
     */
    public JsonNode testAlerts() {
        return http.post("/v1/alerts/test", Map.of());
    }
}
