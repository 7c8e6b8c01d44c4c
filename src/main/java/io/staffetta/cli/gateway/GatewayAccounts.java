package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls a running gateway's HTTP API for accounts. */
public final class GatewayAccounts {

    private final GatewayHttp http;

    GatewayAccounts(GatewayHttp http) {
        this.http = http;
    }

    /**
     * Holds the result of opening an account.
     *
     * @param wasParked whether it was parked before
     * @param state how it is now: {@code open} or {@code disabled}
     * @param others names of the other gateways on the ledger, which open it within seconds
     */
    public record Unparked(boolean wasParked, String state, List<String> others) {}

    /**
     * The accounts, as an array.
     *
     * @throws NoAnswerException if nothing answers
     * @throws IllegalStateException if what answers is no gateway, or does not answer us
     */
    public JsonNode all() {
        JsonNode body = http.get("/v1/accounts");
        return body.isArray() ? body : body.path("accounts");
    }

    /** States by account; empty if no gateway answers. */
    private Optional<Map<String, String>> states() {
        try {
            Map<String, String> states = new HashMap<>();
            all().forEach(account -> states.put(
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
                String known = accounts.keySet().stream().sorted().collect(Collectors.joining(", "));
                return Optional.of("No account '" + Table.clean(accountId) + "'; the gateway has "
                        + (known.isEmpty() ? "none yet: see its log" : Table.clean(known)));
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
            for (JsonNode account : all()) {
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
        return http.ask("POST", "/v1/accounts/" + accountId + "/unpark").map(body -> {
            List<String> others = new ArrayList<>();
            body.path("others").forEach(name -> others.add(name.asText()));
            return new Unparked(
                    body.path("unparked").asBoolean(), body.path("state").asText(), others);
        });
    }

    /**
     * Has something done with accounts, and tells what came of it.
     *
     * @param path after {@code /v1/accounts}, in parts that are encoded
     * @param body what is sent; {@code null} for nothing
     * @param version version that it was made of; empty for none
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    public GatewayReply ask(String method, String path, Map<String, Object> body, String version) {
        return http.call(method, "/v1/accounts" + path, body, version);
    }
}
