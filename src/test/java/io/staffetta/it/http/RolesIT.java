package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.access.Role;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Who may do what over HTTP, on every route that ships: new ones are tried as well, by their files. */
class RolesIT {

    private static final String ACCOUNTS = """
            default: messagenet
            accounts:
              messagenet:
                provider: messagenet
                description: Reception
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
              kpnqwest:
                provider: kpnqwest
                description: Mailings
                username: demo
                password: demo-password
                url: "{{sandbox}}/kpnqwest/sms"
            """;

    private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);
    private static RunningGateway gateway;
    private static int port;
    private static String admin;

    @BeforeAll
    static void start() throws IOException {
        gateway = RunningGateway.withAccounts(ACCOUNTS).start();
        port = gateway.addresses().port(Addresses.HTTP);
        admin = Files.readString(gateway.home().resolve("data/admin-token")).strip();
        for (Role role : Role.values()) {
            TOKENS.put(role, token("the-" + role.label(), "\"role\": \"" + role.label() + "\""));
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** A route of a file: what it answers to, and whom. */
    private record Route(String method, String path, List<Role> roles) {

        boolean lets(Role role) {
            return roles.stream().anyMatch(role::includes);
        }
    }

    private static Answer ask(String method, String path, String token) {
        RawHttp request = RawHttp.request(port, method, path).header("Host: 127.0.0.1:" + port);
        if (method.equals("POST") && path.matches("/v1/batches(/check)?")) {
            request = request.header("Content-Type: text/csv").body(new byte[] {'t', 'o'});
        }
        return (token == null ? request : request.header("Authorization: Bearer " + token)).send();
    }

    private static Answer post(String path, String token, String json) {
        return RawHttp.post(port, path, json)
                .header("Authorization: Bearer " + token)
                .send();
    }

    private static JsonNode added(String name, String fields) {
        Answer added = post(
                "/v1/tokens", admin, "{\"name\": \"%s\"%s}".formatted(name, fields.isEmpty() ? "" : ", " + fields));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return added.json();
    }

    private static String token(String name, String fields) {
        return added(name, fields).path("token").asText();
    }

    private static Answer send(String token, String fields) {
        return post("/v1/messages", token, "{\"to\": \"+393330000001\", \"text\": \"Ciao\"" + fields + "}");
    }

    private static String code(Answer answer) {
        return answer.json().path("code").asText();
    }

    static List<Route> routes() throws IOException {
        List<Route> routes = new ArrayList<>(List.of(
                new Route("POST", "/v1/messages", List.of(Role.SENDER)),
                new Route("POST", "/tvox/webapi", List.of(Role.SENDER))));
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            files.filter(file -> file.toString().endsWith(".camel.yaml")).forEach(file -> add(file, routes));
        }
        // Who signs in has no token as yet.
        assertThat(routes.removeIf(route -> route.path().equals("/v1/sign-in"))).isTrue();
        assertThat(routes).hasSizeGreaterThan(20);
        return routes;
    }

    @SuppressWarnings("unchecked")
    private static void add(Path file, List<Route> routes) {
        List<Map<String, Map<String, Object>>> all;
        try {
            all = (List<Map<String, Map<String, Object>>>)
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Map<String, Map<String, Object>> one : all) {
            Map<String, Object> route = one.get("templatedRoute");
            if (route != null && route.get("routeTemplateRef").equals("operation")) {
                Map<String, String> given = new HashMap<>();
                ((List<Map<String, Object>>) route.get("parameters"))
                        .forEach(parameter -> given.put(
                                parameter.get("name").toString(),
                                parameter.get("value").toString()));
                routes.add(new Route(
                        given.get("method"),
                        given.get("path").replaceAll("\\{[^}]*}", "none"),
                        given.get("role").equals("any")
                                ? List.of(Role.values())
                                : List.of(Role.ofLabel(given.get("role")).orElseThrow())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteRefusesWhoeverMayNot(Route route) {
        for (String wrong : Arrays.asList(
                null,
                "x",
                "",
                "stf_live_" + "A".repeat(43),
                admin + "x",
                TOKENS.get(Role.ADMIN) + "x",
                "stf_",
                "%00")) {
            Answer answer = ask(route.method(), route.path(), wrong);
            assertThat(answer.status()).as("%s with token %s", route, wrong).isEqualTo(401);
            assertThat(code(answer)).isEqualTo("no_token");
        }
        for (Role role : Role.values()) {
            if (!route.lets(role)) {
                Answer answer = ask(route.method(), route.path(), TOKENS.get(role));
                assertThat(answer.status()).as("%s as %s", route, role).isEqualTo(403);
                assertThat(code(answer)).isEqualTo("role_too_low");
            } else if (route.method().equals("GET")) {
                assertThat(ask(route.method(), route.path(), TOKENS.get(role)).status())
                        .as("%s as %s", route, role)
                        .isNotIn(401, 403, 500);
            }
        }
    }

    @Test
    void aSenderSeesItsOwnMessagesAndNoOthers() {
        String one = token("one", "");
        String two = token("two", "");
        String id = send(one, ", \"reference\": \"same\"")
                .json()
                .at("/messages/0/id")
                .asText();
        String other = send(two, ", \"reference\": \"same\"")
                .json()
                .at("/messages/0/id")
                .asText();

        // Its references are its own.
        assertThat(other).isNotEqualTo(id);
        assertThat(send(one, ", \"reference\": \"same\"")
                        .json()
                        .at("/messages/0/duplicate")
                        .asBoolean())
                .isTrue();
        assertThat(ask("GET", "/v1/messages/" + id, one)
                        .json()
                        .at("/messages/0/source")
                        .asText())
                .isEqualTo("http:one");
        assertThat(ask("GET", "/v1/messages/" + id + "?reveal=true", one)
                        .json()
                        .at("/messages/0/text")
                        .asText())
                .isEqualTo("Ciao");
        assertThat(ask("GET", "/v1/messages/" + id, two).status()).isEqualTo(404);
        assertThat(ask("GET", "/v1/messages/" + id + "?reveal=true", two).status())
                .isEqualTo(404);
        assertThat(ids(ask("GET", "/v1/messages/same", one))).containsExactly(id);
        assertThat(ids(ask("GET", "/v1/messages", one))).containsExactly(id);
        assertThat(ids(ask("GET", "/v1/messages", two))).containsExactly(other);
        assertThat(ask("GET", "/v1/messages?source=http:two", one).status()).isEqualTo(400);
        assertThat(ids(ask("GET", "/v1/messages", admin))).contains(id, other);
        assertThat(ids(ask("GET", "/v1/messages?source=:two", admin))).containsExactly(other);
        assertThat(ask("GET", "/v1/messages/" + id + "?reveal=true", TOKENS.get(Role.VIEWER))
                        .status())
                .isEqualTo(403);
        assertThat(ask("GET", "/v1/messages/" + id, TOKENS.get(Role.VIEWER)).status())
                .isEqualTo(200);
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.json()
                .path("messages")
                .forEach(message -> ids.add(message.path("id").asText()));
        return ids;
    }

    @Test
    void anApplicationUsesTheAccountsAndSenderNamesThatItMay() {
        String token = token("narrow", "\"accounts\": [\"kpnqwest\"], \"senders\": [\"Acme\"]");

        assertThat(code(send(token, ""))).isEqualTo("account_not_allowed");
        assertThat(send(token, "").status()).isEqualTo(403);
        assertThat(code(send(token, ", \"account\": \"messagenet\""))).isEqualTo("account_not_allowed");
        assertThat(code(send(token, ", \"account\": \"kpnqwest\", \"sender\": \"Bank\"")))
                .isEqualTo("sender_not_allowed");
        assertThat(send(token, ", \"account\": \"kpnqwest\", \"sender\": \"Acme\"")
                        .status())
                .isEqualTo(202);
        assertThat(post(
                                "/tvox/webapi",
                                token,
                                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"sendSms\", \"params\": [\"+393330000001\", \"x\"]}")
                        .json()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void anApplicationHandsInAsManyMessagesAsItMay() {
        String daily = token("daily", "\"perDay\": 2");
        assertThat(send(daily, "").status()).isEqualTo(202);
        assertThat(post("/v1/messages", daily, "{\"to\": [\"+393330000001\", \"+393330000002\"], \"text\": \"x\"}")
                        .status())
                .isEqualTo(429);
        assertThat(send(daily, "").status()).isEqualTo(202);
        Answer refused = send(daily, "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("daily_limit");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 90_000);

        String paced = token("paced", "\"perMinute\": 1");
        assertThat(send(paced, "").status()).isEqualTo(202);
        Answer tooFast = send(paced, "");
        assertThat(code(tooFast)).isEqualTo("rate_limit");
        assertThat(Integer.parseInt(tooFast.header("Retry-After"))).isBetween(1, 61);
        assertThat(post(
                                "/tvox/webapi",
                                paced,
                                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"sendSms\", \"params\": [\"+393330000001\", \"x\"]}")
                        .status())
                .isEqualTo(429);
    }

    @Test
    void aTestNeverLeavesTheGateway() {
        String token = token("trial", "\"kind\": \"test\"");
        assertThat(token).startsWith("stf_test_");
        JsonNode message = send(token, ", \"reference\": \"t-1\"").json().at("/messages/0");

        assertThat(message.path("test").asBoolean()).isTrue();
        assertThat(message.path("state").asText()).isEqualTo("ACCEPTED");
        JsonNode kept = ask("GET", "/v1/messages/" + message.path("id").asText(), token)
                .json()
                .at("/messages/0");
        assertThat(kept.path("source").asText()).isEqualTo("http:trial:test");
        assertThat(kept.path("account").asText()).isEqualTo("test");
        assertThat(kept.path("state").asText()).isEqualTo("ACCEPTED");
        assertThat(kept.path("attempts")).isEmpty();
        assertThat(send(token, ", \"account\": \"nobody\"").status()).isEqualTo(400);
        assertThat(send(token, ", \"sendAt\": \"2099-01-01T00:00:00Z\", \"validUntil\": \"2099-01-02T00:00:00Z\"")
                        .json()
                        .at("/messages/0/state")
                        .asText())
                .isEqualTo("ACCEPTED");
        // Behind it on the same queues.
        String live =
                send(token("after-trial", ""), "").json().at("/messages/0/id").asText();
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(ask("GET", "/v1/messages/" + live, admin)
                        .json()
                        .at("/messages/0/state")
                        .asText())
                .isEqualTo("ACCEPTED"));
        assertThat(ask("GET", "/v1/messages/" + message.path("id").asText(), admin)
                        .json()
                        .at("/messages/0/attempts"))
                .isEmpty();
    }

    @Test
    void aTokenIsGoodUntilItIsDisabledOrRevoked() throws IOException {
        JsonNode added = added("brief", "\"why\": \"a trial\"");
        String token = added.path("token").asText();
        String path = "/v1/tokens/" + added.path("id").asText();
        assertThat(send(token, "").status()).isEqualTo(202);

        assertThat(ask("POST", path + "/disable", admin).status()).isEqualTo(200);
        assertThat(send(token, "").status()).isEqualTo(401);
        assertThat(ask("POST", path + "/disable", admin).status()).isEqualTo(409);
        assertThat(ask("POST", path + "/enable", admin).status()).isEqualTo(200);
        assertThat(send(token, "").status()).isEqualTo(202);
        assertThat(ask("DELETE", path + "?why=lost", admin)
                        .json()
                        .path("revokedAt")
                        .asText())
                .isNotEmpty();
        assertThat(send(token, "").status()).isEqualTo(401);
        assertThat(ask("POST", path + "/enable", admin).status()).isEqualTo(409);
        assertThat(ask("DELETE", path, admin).status()).isEqualTo(409);
        // The name is free again, and its messages are still its own.
        assertThat(ids(ask("GET", "/v1/messages", token("brief", "")))).hasSize(2);

        assertThat(ask("GET", "/v1/tokens?revoked=true", admin).body()).doesNotContain(token, "\"hash\"");
        JsonNode audit = ask("GET", "/v1/audit?subject=" + added.path("id").asText(), admin)
                .json();
        assertThat(audit.path("entries").findValuesAsText("action"))
                .containsExactly("token.revoke", "token.enable", "token.disable", "token.add");
        assertThat(audit.at("/entries/0/why").asText()).isEqualTo("lost");
        assertThat(audit.at("/entries/0/who").asText()).isEqualTo("admin");
        assertThat(audit.at("/entries/0/from").asText()).isEqualTo("127.0.0.1");
        assertThat(ask("GET", "/v1/audit/verify", admin).json().path("whole").asBoolean())
                .isTrue();
    }

    @Test
    void failedLoginsAreInTheAuditTrail() {
        ask("GET", "/v1/messages", "wrong");

        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(ask("GET", "/v1/audit?action=login", admin)
                        .json()
                        .at("/entries/0/from")
                        .asText())
                .isEqualTo("127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "A b"}                              | name
            {}                                           | name
            {"name": "admin"}                            | name
            {"name": "a:test"}                           | name
            {"name": "ok", "rol": "admin"}               | rol
            {"name": "ok", "role": "root"}               | role
            {"name": "ok", "kind": "LIVE"}               | kind
            {"name": "ok", "accounts": "x"}              | accounts
            {"name": "ok", "senders": [1]}               | senders[0]
            {"name": "ok", "perDay": 0}                  | perDay
            {"name": "ok", "perMinute": "1"}             | perMinute
            {"name": "ok", "perDay": 1e99}               | perDay
            {"name": "ok", "expiresAt": "2020-01-01T00:00:00Z"} | expiresAt
            {"name": "ok", "why": "a\\u0000b"}           | why
            """)
    void saysWhichFieldOfATokenIsWrong(String json, String field) {
        Answer refused = post("/v1/tokens", admin, json);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("invalid_field");
        assertThat(refused.json().path("field").asText()).isEqualTo(field);
        assertThat(post("/v1/tokens", admin, "[1").status()).isEqualTo(400);
        assertThat(code(post("/v1/tokens", admin, "{\"name\": \"the-admin\"}"))).isEqualTo("name_taken");
    }
}
