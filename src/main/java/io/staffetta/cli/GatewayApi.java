package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.gateway.Addresses;
import io.staffetta.gateway.Home;
import io.staffetta.gateway.Secrets;
import io.staffetta.gateway.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the command line asks a running gateway over HTTP. */
final class GatewayApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final String base;
    private final Path tokenFile;

    GatewayApi(Home home, Settings settings) {
        this.base = url(settings, Addresses.HTTP);
        this.tokenFile = home.data(false).resolve("admin-token");
    }

    /**
     * State of an account in the running gateway.
     *
     * @param state such as {@code open} or {@code parked}
     * @param reason why it is parked; empty if it is not
     */
    record State(String state, String reason) {}

    /**
     * What opening an account came to.
     *
     * @param wasParked whether it was parked before
     * @param state how it is now: {@code open} or {@code disabled}
     */
    record Unparked(boolean wasParked, String state) {}

    /** URL of one of the gateway's ports. */
    static String url(Settings settings, String portSetting) {
        String host = settings.text("staffetta.bind-address");
        return new Addresses(host, Map.of(portSetting, settings.port(portSetting))).url(portSetting);
    }

    /** Where the gateway is looked for. */
    String base() {
        return base;
    }

    /** States by account; empty if no gateway answers. */
    Optional<Map<String, State>> states() {
        try {
            HttpResponse<String> answer = send("GET", "/v1/accounts");
            if (answer.statusCode() != OK) {
                return Optional.empty();
            }
            JsonNode body = Json.read(answer.body(), JsonNode.class);
            Map<String, State> states = new HashMap<>();
            (body.isArray() ? body : body.path("accounts"))
                    .forEach(account -> states.put(
                            account.path("id").asText(),
                            new State(
                                    account.path("state").asText(),
                                    account.path("reason").asText(""))));
            return Optional.of(states);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * Why the running gateway would not send with an account, in words; empty if it would, or if no gateway answers.
     */
    Optional<String> objection(String accountId) {
        return states().flatMap(accounts -> {
            State account = accounts.get(accountId);
            if (account == null) {
                return Optional.of("No account '" + accountId + "'; the gateway has "
                        + accounts.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
            return account.state().equals("disabled")
                    ? Optional.of(
                            "Account '" + accountId + "' is disabled: set 'enabled: true' for it in accounts.yaml")
                    : Optional.empty();
        });
    }

    /**
     * Opens a parked account.
     *
     * @return whether it was parked, and how it is now; empty if the gateway has no such account
     * @throws IllegalStateException if it does not answer, or not to us
     */
    Optional<Unparked> unpark(String accountId) {
        HttpResponse<String> answer = send("POST", "/v1/accounts/" + accountId + "/unpark");
        return switch (answer.statusCode()) {
            case OK -> {
                JsonNode body = Json.read(answer.body(), JsonNode.class);
                yield Optional.of(new Unparked(
                        body.path("unparked").asBoolean(), body.path("state").asText()));
            }
            case NOT_FOUND -> Optional.empty();
            default -> throw new IllegalStateException("The gateway answered with status " + answer.statusCode());
        };
    }

    /**
     * What became of a message.
     *
     * @param idOrReference its id or its sender's reference
     * @param reveal whether to tell number and text
     * @return an array of messages, one or more; empty if there is none
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    Optional<JsonNode> message(String idOrReference, boolean reveal) {
        HttpResponse<String> answer =
                send("GET", "/v1/messages/" + encoded(idOrReference) + (reveal ? "?reveal=true" : ""));
        return answer.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(body(answer).path("messages"));
    }

    /**
     * The newest messages.
     *
     * @param parameters which ones are meant, as the gateway's HTTP API has it; those that are {@code null} do not count
     * @return an object with {@code messages} and, if there may be more, {@code next}
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    JsonNode messages(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return body(send("GET", "/v1/messages?" + query));
    }

    private static JsonNode body(HttpResponse<String> answer) {
        JsonNode body = Json.read(answer.body(), JsonNode.class);
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("The gateway answered with status " + answer.statusCode() + ": "
                    + Table.clean(body.path("detail").asText()));
        }
        return body;
    }

    /** As a part of a path or a query. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> send(String method, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (Files.isReadable(tokenFile)) {
            request.header("Authorization", "Bearer " + Secrets.read(tokenFile));
        }
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == UNAUTHORIZED) {
                throw new IllegalStateException(
                        "The gateway at " + base + " does not take the token in " + tokenFile + ", or there is none");
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot reach the gateway at " + base + ": is it running? Where it is, staffetta.bind-address and "
                            + Addresses.HTTP + " say",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the gateway", e);
        }
    }
}
