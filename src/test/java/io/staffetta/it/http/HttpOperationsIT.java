package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that asks for its token: who gets in, and what an operator sees and does over HTTP. */
class HttpOperationsIT {

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
              old:
                provider: kpnqwest
                description: No longer used
                enabled: false
                username: demo
                password: demo-password
                url: "{{sandbox}}/kpnqwest/sms"
            """;

    private RunningGateway gateway;
    private int port;
    private String token;

    @BeforeEach
    void start() throws IOException {
        gateway = RunningGateway.withAccounts(ACCOUNTS).start();
        port = gateway.addresses().port(Addresses.HTTP);
        Path file = gateway.home().resolve("data/admin-token");
        token = Files.readString(file).strip();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawHttp authorised(RawHttp request) {
        return request.header("Authorization: Bearer " + token);
    }

    private Answer send(String json) {
        return authorised(RawHttp.post(port, "/v1/messages", json)).send();
    }

    private Answer get(String path) {
        return authorised(RawHttp.request(port, "GET", path).header("Host: 127.0.0.1:" + port))
                .send();
    }

    private Answer unpark(String account) {
        return authorised(RawHttp.request(port, "POST", "/v1/accounts/" + account + "/unpark?id=old")
                        .header("Host: 127.0.0.1:" + port)
                        .header("id: old"))
                .send();
    }

    private Answer health(String path) {
        int management = gateway.addresses().port(Addresses.MANAGEMENT);
        return RawHttp.request(management, "GET", "/observe/health" + path)
                .header("Host: 127.0.0.1:" + management)
                .send();
    }

    private static JsonNode check(Answer health, String name) {
        return StreamSupport.stream(health.json().get("checks").spliterator(), false)
                .filter(check -> check.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No check '" + name + "' in " + health.body()));
    }

    /** Parks an account by a message whose number makes its provider refuse the login. */
    private void park(String account) {
        assertThat(send("{\"to\": \"+393330000401\", \"text\": \"waits\", \"account\": \"%s\"}".formatted(account))
                        .status())
                .isEqualTo(202);
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(
                        () -> assertThat(account(account).get("state").asText()).isEqualTo("parked"));
    }

    private JsonNode account(String id) {
        return StreamSupport.stream(get("/v1/accounts").json().spliterator(), false)
                .filter(account -> account.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void turnsAwayWhoeverDoesNotShowTheToken() {
        for (String header : List.of(
                "",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer wrong",
                "Authorization: Basic TOKEN",
                "Authorization: TOKEN",
                "Authorization: Bearer TOKENx",
                "Authorization: Bearer TOKEN\r\nAuthorization: Bearer wrong",
                "X-Authorization: Bearer TOKEN")) {
            assertIsTurnedAway(header);
        }
    }

    private void assertIsTurnedAway(String header) {
        for (String path : List.of(
                "/v1/messages", "/tvox/webapi", "/v1/accounts/old/unpark", "/nowhere?Authorization=Bearer+TOKEN")) {
            RawHttp request = RawHttp.post(port, path.replace("TOKEN", token), "{\"to\": \"1\", \"text\": \"x\"}");
            Answer answer = (header.isEmpty() ? request : request.header(header.replace("TOKEN", token))).send();

            assertThat(answer.status()).as("%s with %s", path, header).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).doesNotContain(token);
        }
    }

    @Test
    void letsWhoeverShowsTheTokenInThroughAProxyOfAnyName() {
        Answer answer = authorised(RawHttp.post(port, "/v1/messages", "{\"to\": \"+393330000001\", \"text\": \"x\"}"))
                .without("Host")
                .header("Host: sms.example.com")
                .header("Origin: https://sms.example.com")
                .send();

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void putsTheJsonOfAMessageOnItsQueueAsItCame() throws Exception {
        park("messagenet");
        String element = "{ \"text\":\"perch\\u00e9 no\",  \"to\" : \"333 0000001\", \"priority\":\"high\" }";

        Answer answer = send("[\n" + element + "\n]");

        Message queued = gateway.browse("sms.urgent.messagenet").stream()
                .filter(message -> id(message)
                        .equals(answer.json().get("messages").get(0).get("id").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(queued.getBody(String.class)).isEqualTo(element);
        assertThat(queued.getJMSPriority()).isEqualTo(8);
        assertThat(queued.getStringProperty("source")).isEqualTo("http");
        assertThat(queued.getStringProperty("recipient")).isEqualTo("+393330000001");
    }

    private static String id(Message message) {
        try {
            return message.getStringProperty("messageId");
        } catch (jakarta.jms.JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesADisabledAccount() {
        Answer answer = send("{\"to\": \"+393330000001\", \"text\": \"x\", \"account\": \"old\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("field").asText()).isEqualTo("account");
        assertThat(answer.json().get("detail").asText()).startsWith("Account 'old' is disabled");
    }

    @Test
    void showsAccountsAndTheirStateButNoneOfTheirFields() {
        park("kpnqwest");

        Answer answer = get("/v1/accounts");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).doesNotContain("demo", "password", "http:");
        assertThat(account("messagenet").toString())
                .isEqualTo("{\"id\":\"messagenet\",\"provider\":\"messagenet\",\"wire\":\"messagenet\","
                        + "\"description\":\"Reception\","
                        + "\"enabled\":true,\"default\":true,\"state\":\"open\",\"waiting\":0}");
        assertThat(account("old").get("state").asText()).isEqualTo("disabled");
        JsonNode parked = account("kpnqwest");
        assertThat(parked.get("reason").asText()).isNotBlank();
        assertThat(parked.get("since").asText()).endsWith("Z");
        assertThat(parked.get("nextProbe").asText())
                .isGreaterThan(parked.get("since").asText());
    }

    @Test
    void opensAParkedAccountAgain() {
        park("kpnqwest");

        Answer opened = unpark("kpnqwest");
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.json().get("unparked").asBoolean()).isTrue();

        // Its message parks it anew at once, so that only the log can tell; an open account stays as it is.
        Answer open = unpark("messagenet");
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.body())
                .isEqualTo("{\"id\":\"messagenet\",\"unparked\":false,\"state\":\"open\",\"others\":[]}");
        assertThat(unpark("old").json().get("state").asText()).isEqualTo("disabled");
        assertThat(unpark("nobody").status()).isEqualTo(404);
        assertThat(unpark("nobody").json().get("title").asText()).isEqualTo("Not Found");
    }

    @Test
    void tellsPrometheusOfOutcomesAccountsAndJavaButOfNoMessage() {
        assertThat(metrics()).contains("\nstaffetta_accounts_enabled 2.0\n", "\nstaffetta_accounts_parked 0.0\n");
        for (String to : List.of("+393330000001", "+393330000002", "+393330000400")) {
            send("{\"to\": \"%s\", \"text\": \"Porta aperta\", \"reference\": \"alarm-17-%s\"}"
                    .formatted(to, to.substring(11)));
        }
        park("kpnqwest");

        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(metrics().lines())
                        .contains(
                                outcomes("messagenet", "messagenet", "ACCEPTED") + " 2.0",
                                outcomes("messagenet", "messagenet", "REFUSED") + " 1.0",
                                outcomes("kpnqwest", "kpnqwest", "ACCOUNT_UNUSABLE") + " 1.0",
                                "staffetta_accounts_enabled 2.0",
                                "staffetta_accounts_parked 1.0"));
        assertThat(metrics())
                .contains("jvm_memory_used_bytes{", "process_uptime_seconds ")
                .doesNotContain("0000001", "0000400", "Porta aperta", "alarm-17", "demo", token);
    }

    private static String outcomes(String account, String provider, String outcome) {
        return "staffetta_outcomes_total{account=\"%s\",outcome=\"%s\",provider=\"%s\"}"
                .formatted(account, outcome, provider);
    }

    private String metrics() {
        int management = gateway.addresses().port(Addresses.MANAGEMENT);
        Answer answer = RawHttp.request(management, "GET", "/observe/metrics")
                .header("Host: 127.0.0.1:" + management)
                .send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        return answer.body();
    }

    @Test
    void staysHealthyWhileOneAccountCanSendAndSaysWhichCannot() {
        assertThat(check(health(""), "accounts").get("message").asText()).isEqualTo("2 enabled, none parked");
        park("kpnqwest");

        Answer one = health("?data=true");

        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json().get("status").asText()).isEqualTo("UP");
        assertThat(check(one, "accounts").get("message").asText())
                .startsWith("2 enabled, 1 parked: kpnqwest parked since 20");
        assertThat(check(one, "accounts").get("data").get("account.messagenet").asText())
                .isEqualTo("open");
        assertThat(check(one, "broker").get("status").asText()).isEqualTo("UP");
        assertThat(one.body()).doesNotContain("demo-password");

        park("messagenet");

        assertThat(health("").status()).isEqualTo(503);
        assertThat(health("/ready").status()).isEqualTo(503);
        assertThat(check(health("/ready"), "accounts").get("status").asText()).isEqualTo("DOWN");
        assertThat(health("/live").status()).isEqualTo(200);
    }
}
