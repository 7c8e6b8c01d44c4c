package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.AddressSettings;
import io.staffetta.gateway.settings.TlsSettings;
import io.staffetta.tls.KnownCertificate;
import java.util.Map;
import java.util.Optional;

/** Calls a running gateway over HTTP for the command line. */
public final class GatewayApi {

    private final GatewayHttp http;

    public GatewayApi(Home home, Settings settings) {
        http = new GatewayHttp(
                url(settings, Addresses.HTTP),
                home.data(false).resolve("admin-token"),
                TlsSettings.of(settings).files(home.config()).map(KnownCertificate::new));
    }

    /** What it is asked of its accounts. */
    public GatewayAccounts accounts() {
        return new GatewayAccounts(http);
    }

    /** What it is asked of its batches. */
    public GatewayBatches batches() {
        return new GatewayBatches(http);
    }

    /** What it is asked of those who may call it, and of what they did. */
    public GatewayAccess access() {
        return new GatewayAccess(http);
    }

    /** What it is asked of itself. */
    public GatewaySending sending() {
        return new GatewaySending(http);
    }

    /** What it is asked of dead letters and operations. */
    public GatewayOperations operations() {
        return new GatewayOperations(http);
    }

    /** URL of one of the gateway's ports. */
    public static String url(Settings settings, String portSetting) {
        return AddressSettings.url(settings, portSetting);
    }

    /** Where the gateway is looked for. */
    public String base() {
        return http.base();
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
}
