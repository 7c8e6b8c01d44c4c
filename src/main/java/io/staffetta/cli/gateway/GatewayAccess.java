package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Calls a running gateway's HTTP API for access: applications, tokens and the audit trail. */
public final class GatewayAccess {

    private final GatewayHttp http;

    GatewayAccess(GatewayHttp http) {
        this.http = http;
    }

    /**
     * A code with which somebody may sign in to the console, once.
     *
     * @throws NoAnswerException if nothing answers
     * @throws IllegalStateException if what answers is no gateway, or does not answer us
     */
    public String signInCode() {
        return http.post("/v1/sign-in-codes", Map.of()).path("code").asText();
    }

    /**
     * The applications that may call.
     *
     * @return an object with {@code tokens}
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode tokens(boolean revoked) {
        return http.get("/v1/tokens" + (revoked ? "?revoked=true" : ""));
    }

    /**
     * Adds an application.
     *
     * @param wanted fields, as the gateway's HTTP API has them
     * @return it, with its {@code token}
     * @throws IllegalStateException if a field is wrong, or the gateway does not answer, or not to us, in words
     */
    public JsonNode addToken(Map<String, Object> wanted) {
        return http.change("POST", "/v1/tokens", wanted);
    }

    /**
     * Changes an application.
     *
     * @param verb {@code revoke}, {@code disable} or {@code enable}
     * @param why why; {@code null} if not said
     * @throws IllegalStateException if that cannot be done, or the gateway does not answer, or not to us, in words
     */
    public JsonNode changeToken(String id, String verb, String why) {
        String path = "/v1/tokens/" + GatewayHttp.encoded(id);
        String query = why == null ? "" : "?why=" + GatewayHttp.encoded(why);
        return verb.equals("revoke")
                ? http.change("DELETE", path + query, null)
                : http.change("POST", path + "/" + verb + query, null);
    }

    /**
     * Asks or orders something of the webhook of an application.
     *
     * @param token id of its token
     * @param path behind that of the webhook; empty for itself
     * @param body what goes with it; empty for nothing
     */
    public GatewayReply webhook(String method, String token, String path, Map<String, Object> body) {
        return http.call(
                method,
                "/v1/tokens/" + GatewayHttp.encoded(token) + "/webhook" + path,
                body.isEmpty() ? null : body,
                "");
    }

    /**
     * Entries of the audit trail, the newest first.
     *
     * @param parameters which ones are meant, as the gateway's HTTP API has it; those that are {@code null} do not count
     * @return an object with {@code entries} and, if there may be more, {@code next}
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode audit(Map<String, String> parameters) {
        return http.get("/v1/audit" + GatewayHttp.query(parameters));
    }

    /**
     * Whether the audit trail is whole.
     *
     * @param parameters an entry that was noted, or none
     * @throws IllegalStateException if the gateway does not answer, or not to us, in words
     */
    public JsonNode verifyAudit(Map<String, String> parameters) {
        return http.get("/v1/audit/verify" + GatewayHttp.query(parameters));
    }
}
