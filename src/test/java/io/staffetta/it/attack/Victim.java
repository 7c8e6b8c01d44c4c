package io.staffetta.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.access.Role;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;

/** The gateway that is attacked, with logins of those who attack it, and of one who has secrets. */
final class Victim implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = new byte[0];

    final RunningGateway gateway;
    final HostileProvider provider;
    final Random random;
    final Wire http;
    final int port;
    final String admin;
    /** Tokens that are good, by their role. */
    final Map<Role, String> roles = new EnumMap<>(Role.class);
    /** Tokens that are not good any more, by what is wrong with them. */
    final Map<String, String> ended;

    private int sent;

    Victim(long seed) throws IOException {
        random = new Random(seed);
        provider = new HostileProvider();
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML + provider.accounts())
                .with("staffetta.http.timeout-seconds", "8")
                .with("staffetta.broker.login-seconds", "8")
                .with("staffetta.batch.still-seconds", "1")
                .with("staffetta.batch.poll-milliseconds", "100")
                .with("staffetta.provider.response-timeout", "2000")
                .with("staffetta.breaker.window", "1000")
                .with("staffetta.breaker.refusals", "0")
                .start();
        port = gateway.addresses().port(Addresses.HTTP);
        http = new Wire(port);
        admin = gateway.token();
        for (Role role : Role.values()) {
            roles.put(role, token("the-" + role.label(), "\"role\": \"" + role.label() + "\""));
        }
        String revoked = token("revoked", "\"role\": \"admin\"");
        String disabled = token("disabled", "\"role\": \"admin\"");
        String expired = token(
                "expired",
                "\"role\": \"admin\", \"expiresAt\": \"" + Instant.now().plusMillis(1500) + "\"");
        ask(admin, "DELETE /v1/tokens/" + id("revoked"), "");
        ask(admin, "POST /v1/tokens/" + id("disabled") + "/disable", "");
        ended = Map.of("revoked", revoked, "disabled", disabled, "expired", expired);
        await().until(() -> ask(expired, "GET /v1/tokens", "").status() == 401);
    }

    private String id(String name) {
        for (JsonNode token : ask(admin, "GET /v1/tokens", "").json().path("tokens")) {
            if (token.path("name").asText().equals(name)) {
                return token.path("id").asText();
            }
        }
        throw new AssertionError("No token " + name);
    }

    /** Adds an application, and returns its token. */
    String token(String name, String fields) {
        Answer added = ask(admin, "POST /v1/tokens", "{\"name\": \"" + name + "\", " + fields + "}");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return added.json().path("token").asText();
    }

    /** Asks with a token, and with a body of JSON if it is not empty. */
    Answer ask(String token, String start, String json) {
        return http.ask(
                start,
                "Content-Type: application/json\r\nAuthorization: Bearer " + token + "\r\n",
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks with these headers only. */
    Answer askWith(String headers, String start) {
        return http.ask(start, headers, NOTHING);
    }

    /** What the running gateway says of all its operations. */
    JsonNode operations() {
        return ask(admin, "GET /openapi.json", "").json().path("paths");
    }

    /** A started connection to the broker. */
    ActiveMQConnection openWire(String user, String password) throws Exception {
        ActiveMQConnection connection = (ActiveMQConnection) new ActiveMQConnectionFactory(
                        user, password, "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE))
                .createConnection();
        connection.start();
        return connection;
    }

    /** An application on the broker, as {@link #token} made it with the role of a sender. */
    ActiveMQConnection attacker() throws Exception {
        return openWire("the-sender", roles.get(Role.SENDER));
    }

    /** Health is up, and a message comes to its provider. */
    void isWell() {
        Answer health = gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/ready")
                .send();
        assertThat(health.status()).as(health.body()).isEqualTo(200);
        String text = "well " + ++sent;
        Answer answer = ask(
                admin,
                "POST /v1/messages",
                "{\"to\": \"+393330000001\", \"text\": \"" + text + "\", \"account\": \"kpnqwest\","
                        + " \"priority\": \"high\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch(text::equals));
    }

    @Override
    public void close() throws IOException {
        http.close();
        gateway.close();
        provider.close();
    }
}
