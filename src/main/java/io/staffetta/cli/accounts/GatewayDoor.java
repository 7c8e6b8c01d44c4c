package io.staffetta.cli.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayReply;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Edits accounts by the running gateway. */
final class GatewayDoor implements AccountsDoor {

    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;

    private final GatewayApi gateway;

    GatewayDoor(GatewayApi gateway) {
        this.gateway = gateway;
    }

    @Override
    public Present find(String id) {
        GatewayReply reply = gateway.accounts().ask("GET", "/" + GatewayApi.encoded(id), null, "");
        if (!reply.isDone()) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        reply.body().properties().forEach(field -> {
            if (!field.getValue().path("secret").asBoolean()) {
                fields.put(field.getKey(), JsonLine.read(field.getValue().toString(), Object.class));
            }
        });
        return new Present(fields, reply.version());
    }

    @Override
    public Outcome add(String id, Map<String, Object> fields, String why) {
        Map<String, Object> body = new LinkedHashMap<>(fields);
        body.put("id", id);
        return outcome(gateway.accounts().ask("POST", "", with(body, why), ""), "Account '" + id + "' is added");
    }

    @Override
    public Outcome change(
            String id, String other, Map<String, Object> fields, String version, String moveTo, String why) {
        Map<String, Object> body = new LinkedHashMap<>(fields);
        body.put("id", other);
        return outcome(
                gateway.accounts().ask("PUT", "/" + GatewayApi.encoded(id) + move(moveTo), with(body, why), version),
                "Account '" + other + "' is changed");
    }

    @Override
    public Outcome remove(String id, String moveTo, String why) {
        return outcome(
                gateway.accounts().ask("DELETE", "/" + GatewayApi.encoded(id) + move(moveTo), with(Map.of(), why), ""),
                "Account '" + id + "' is removed"
                        + (moveTo.isEmpty() ? "" : ", what waits for it goes to '" + moveTo + "'"));
    }

    private static String move(String moveTo) {
        return moveTo.isEmpty() ? "" : "?move-to=" + GatewayApi.encoded(moveTo);
    }

    @Override
    public Outcome setDefault(String id, String why) {
        return outcome(
                gateway.accounts().ask("PUT", "/default", with(Map.of("account", id), why), ""),
                "Account '" + id + "' is the default");
    }

    @Override
    public Outcome history(int limit) {
        GatewayReply reply = gateway.accounts().ask("GET", "/history?limit=" + limit, null, "");
        return reply.isDone()
                ? new Outcome(ExitCode.OK, HistoryTable.of(reply.body().path("versions")), reply.body())
                : outcome(reply, "");
    }

    @Override
    public Outcome restore(long version, String why) {
        return outcome(
                gateway.accounts().ask("POST", "/history/" + version + "/restore", with(Map.of(), why), ""),
                "The accounts are those of version " + version);
    }

    /** Holds an account, or lets it go on. */
    Outcome hold(String id, String deed, Map<String, Object> body, String done) {
        return outcome(gateway.accounts().ask("POST", "/" + GatewayApi.encoded(id) + "/" + deed, body, ""), done);
    }

    private static Map<String, Object> with(Map<String, Object> body, String why) {
        Map<String, Object> all = new LinkedHashMap<>(body);
        if (!why.isEmpty()) {
            all.put("why", why);
        }
        return all;
    }

    private static Outcome outcome(GatewayReply reply, String done) {
        JsonNode body = reply.body();
        if (reply.isDone()) {
            String change = body.at("/change/words").asText();
            StringJoiner words = new StringJoiner(System.lineSeparator());
            words.add(done + (change.isEmpty() ? "" : ". " + Table.clean(change)));
            body.at("/change/waiting")
                    .properties()
                    .forEach(gone -> words.add(
                            gone.getValue().asLong() + " messages wait for '" + Table.clean(gone.getKey()) + "'"));
            return new Outcome(ExitCode.OK, words.toString(), body);
        }
        StringJoiner words = new StringJoiner(System.lineSeparator());
        if (body.path("problems").isArray()) {
            body.path("problems").forEach(problem -> words.add(Table.clean(words(problem))));
        } else {
            words.add(Table.clean(body.path("detail").asText()).replace("the parameter move-to", "--move-to"));
        }
        int code = reply.status() == NOT_FOUND
                ? ExitCode.NOT_FOUND
                : reply.status() == BAD_REQUEST ? ExitCode.CONFIGURATION : ExitCode.FAILED;
        return new Outcome(code, words.toString(), body);
    }

    private static String words(JsonNode problem) {
        StringJoiner words = new StringJoiner(", ");
        for (String name : List.of("account", "field")) {
            if (problem.has(name)) {
                words.add(name + " '" + problem.path(name).asText() + "'");
            }
        }
        String right = problem.path("right").asText();
        return words + ": " + problem.path("wrong").asText() + (right.isEmpty() ? "" : "; " + right);
    }
}
