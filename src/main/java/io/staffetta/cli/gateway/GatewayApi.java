package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.Table;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.AddressSettings;
import io.staffetta.gateway.settings.TlsSettings;
import io.staffetta.message.MessageId;
import io.staffetta.tls.KnownCertificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the command line asks a running gateway over HTTP. */
public final class GatewayApi {

    private final GatewayHttp http;

    public GatewayApi(Home home, Settings settings) {
        http = new GatewayHttp(
                url(settings, Addresses.HTTP),
                home.data(false).resolve("admin-token"),
                TlsSettings.of(settings).files(home.config()).map(KnownCertificate::new));
    }

    /** What it is asked of dead letters and operations. */
    public GatewayOperations operations() {
        return new GatewayOperations(http);
    }

    /**
     * What opening an account came to.
     *
     * @param wasParked whether it was parked before
     * @param state how it is now: {@code open} or {@code disabled}
     */
    public record Unparked(boolean wasParked, String state) {}

    /** URL of one of the gateway's ports. */
    public static String url(Settings settings, String portSetting) {
        return AddressSettings.url(settings, portSetting);
    }

    /** Where the gateway is looked for. */
    public String base() {
        return http.base();
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
     * The accounts, as an array.
     *
     * @throws NoAnswerException if nothing answers
     * @throws IllegalStateException if what answers is no gateway, or does not answer us
     */
    public JsonNode accounts() {
        JsonNode body = http.get("/v1/accounts");
        return body.isArray() ? body : body.path("accounts");
    }

    /** States by account; empty if no gateway answers. */
    private Optional<Map<String, String>> states() {
        try {
            Map<String, String> states = new HashMap<>();
            accounts()
                    .forEach(account -> states.put(
                            account.path("id").asText(), account.path("state").asText()));
            return Optional.of(states);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * Why the running gateway would not send with an account, in words; empty if it would, or if no gateway answers.
     */
    public Optional<String> objection(String accountId) {
        return states().flatMap(accounts -> {
            String state = accounts.get(accountId);
            if (state == null) {
                return Optional.of("No account '" + Table.clean(accountId) + "'; the gateway has "
                        + Table.clean(accounts.keySet().stream().sorted().collect(Collectors.joining(", "))));
            }
            return state.equals("disabled")
                    ? Optional.of(
                            "Account '" + accountId + "' is disabled: set 'enabled: true' for it in accounts.yaml")
                    : Optional.empty();
        });
    }

    /**
     * Why messages wait with an account just now, and which command ends that; empty if they do not, or if no gateway answers.
     */
    public Optional<String> waiting(String accountId) {
        try {
            for (JsonNode account : accounts()) {
                if (account.path("id").asText().equals(accountId)) {
                    return waiting(account);
                }
            }
        } catch (IllegalStateException e) {
            // Then nothing is known of it.
        }
        return Optional.empty();
    }

    private static Optional<String> waiting(JsonNode account) {
        String id = Table.clean(account.path("id").asText());
        String reason = account.has("reason")
                ? ": " + Table.clean(account.path("reason").asText())
                : "";
        return switch (account.path("state").asText()) {
            case "parked" ->
                Optional.of("Account '" + id + "' is parked" + reason
                        + ". Its messages wait: put it right, then 'staffetta accounts unpark " + id + "'");
            case "paused" ->
                Optional.of("Account '" + id + "' is paused" + reason
                        + ". Its messages wait until 'staffetta accounts resume " + id + "'");
            default -> Optional.empty();
        };
    }

    /**
     * Opens a parked account.
     *
     * @return whether it was parked, and how it is now; empty if the gateway has no such account
     * @throws IllegalStateException if it does not answer, or not to us
     */
    public Optional<Unparked> unpark(String accountId) {
        return http.ask("POST", "/v1/accounts/" + accountId + "/unpark")
                .map(body -> new Unparked(
                        body.path("unparked").asBoolean(), body.path("state").asText()));
    }

    /**
     * Has something done with accounts, and tells what came of it.
     *
     * @param path after {@code /v1/accounts}, in parts that are encoded
     * @param body what is sent; {@code null} for nothing
     * @param version version that it was made of; empty for none
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public GatewayReply accounts(String method, String path, Map<String, Object> body, String version) {
        return http.call(method, "/v1/accounts" + path, body, version);
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

    /** A text as a part of a path or a query. */
    public static String encoded(String text) {
        return GatewayHttp.encoded(text);
    }

    /** Whether the gateway has taken a message to send it; {@code false}, too, if it cannot be asked. */
    public boolean isTaken(String messageId) {
        try {
            // Of one that is dead there is more to tell.
            return message(messageId, false)
                    .filter(found -> !found.path(0).path("state").asText().matches("DEAD|DYING"))
                    .isPresent();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * What became of a message.
     *
     * @param idOrReference its id or its sender's reference; not {@code .} or {@code ..}, which in a path mean others
     * @param reveal whether to tell number and text
     * @return an array of messages, one or more; empty if there is none
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public Optional<JsonNode> message(String idOrReference, boolean reveal) {
        return http.ask("GET", "/v1/messages/" + GatewayHttp.encoded(idOrReference) + (reveal ? "?reveal=true" : ""))
                .map(found -> found.path("messages"));
    }

    /**
     * The newest messages.
     *
     * @param parameters which ones are meant, as the gateway's HTTP API has it; those that are {@code null} do not count
     * @return an object with {@code messages} and, if there may be more, {@code next}
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public JsonNode messages(Map<String, String> parameters) {
        return http.get("/v1/messages" + GatewayHttp.query(parameters));
    }

    /**
     * Erases all about the person of a number.
     *
     * @param number however it is written
     * @param isTrial whether it is only told what would be erased
     * @return what was, or would be, erased, and what remains
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no
     */
    public JsonNode erase(String number, String why, boolean isTrial) {
        return http.post("/v1/erase", Map.of("to", number, "why", why, "dryRun", isTrial));
    }

    /**
     * What providers took, and what it cost.
     *
     * @param parameters which days and how it is parted; those that are {@code null} do not count
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no
     */
    public JsonNode usage(Map<String, String> parameters) {
        return http.get("/v1/usage" + GatewayHttp.query(parameters));
    }

    /** The same as lines of CSV. */
    public String usageCsv(Map<String, String> parameters) {
        return http.text("/v1/usage" + GatewayHttp.query(parameters), "text/csv");
    }

    /**
     * The newest batches.
     *
     * @param parameters which ones are meant, as the gateway's HTTP API has it; those that are {@code null} do not count
     * @return an object with {@code batches} and, if there may be more, {@code next}
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public JsonNode batches(Map<String, String> parameters) {
        return http.get("/v1/batches" + GatewayHttp.query(parameters));
    }

    /**
     * A batch.
     *
     * @return empty if the gateway has no such batch, or what is given is no id
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public Optional<JsonNode> batch(String id) {
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
        return held(http.ask("POST", "/v1/hold", why.isEmpty() ? "" : Json.write(Map.of("why", why))));
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
}
