package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What operators are told over HTTP of messages, by a gateway that asks for its token. */
class MessagesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningGateway gateway;
    private static String token;

    @BeforeAll
    static void start() throws IOException {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML).start();
        token = Files.readString(gateway.home().resolve("data/admin-token")).strip();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Answer get(String path) {
        return request("GET", path).header("Authorization: Bearer " + token).send();
    }

    private static RawHttp request(String method, String path) {
        int port = gateway.addresses().port(Addresses.HTTP);
        return RawHttp.request(port, method, path).header("Host: 127.0.0.1:" + port);
    }

    /** Sends a message, and gives its id. */
    private static String send(String to, String text, String reference) throws IOException {
        Answer answer = RawHttp.post(
                        gateway.addresses().port(Addresses.HTTP),
                        "/v1/messages",
                        JSON.writeValueAsString(
                                Map.of("to", to, "text", text, "reference", reference, "account", "messagenet")))
                .header("Authorization: Bearer " + token)
                .send();
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().at("/messages/0/id").asText();
    }

    private static JsonNode awaitState(String id, String state) {
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(
                        () -> assertThat(message(id).path("state").asText()).isEqualTo(state));
        return message(id);
    }

    private static JsonNode message(String idOrReference) {
        Answer answer = get("/v1/messages/" + encoded(idOrReference));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("messages")).hasSize(1);
        return answer.json().at("/messages/0");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void tellsWhatBecameOfAMessageWithItsAttempts() throws Exception {
        String id = send("+393330000001", "Porta aperta", "door-1");

        JsonNode message = awaitState(id, "ACCEPTED");

        assertThat(message.path("source").asText()).isEqualTo("http");
        assertThat(message.path("reference").asText()).isEqualTo("door-1");
        assertThat(message.path("to").asText()).isEqualTo("+39********01");
        assertThat(message.path("account").asText()).isEqualTo("messagenet");
        assertThat(message.path("segments").asInt()).isEqualTo(1);
        assertThat(message.path("providerMessageId").asText()).isNotEmpty();
        assertThat(message.path("takenAt").asText()).endsWith("Z");
        assertThat(message.path("deadline").asText())
                .isGreaterThan(message.path("takenAt").asText());
        assertThat(message.has("text")).isFalse();
        assertThat(message.path("attempts")).hasSize(1);
        JsonNode attempt = message.at("/attempts/0");
        assertThat(attempt.path("number").asInt()).isEqualTo(1);
        assertThat(attempt.path("account").asText()).isEqualTo("messagenet");
        assertThat(attempt.path("provider").asText()).isEqualTo("messagenet");
        assertThat(attempt.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(attempt.path("endedAt").asText())
                .isGreaterThanOrEqualTo(attempt.path("begunAt").asText());
        assertThat(message(id)).isEqualTo(message("door-1"));
    }

    @Test
    void tellsWhyAMessageIsDead() throws Exception {
        JsonNode message = awaitState(send("+393330000400", "Wrong number", "wrong-1"), "DEAD");

        assertThat(message.path("reason").asText()).isEqualTo("REFUSED");
        assertThat(message.path("detail").asText()).isEqualTo("Messagenet answered HTTP 200, code 103: NODESTINATION");
        assertThat(message.at("/attempts/0/httpStatus").asInt()).isEqualTo(200);
        assertThat(message.at("/attempts/0/providerCode").asText()).isEqualTo("103");
        assertThat(message.at("/attempts/0/outcome").asText()).isEqualTo("REFUSED");
    }

    @Test
    void revealsNumberAndTextAndWritesThatToTheLog() throws Exception {
        String id = send("+393330000001", "Il testo", "reveal-1");
        Logger audit = (Logger) LoggerFactory.getLogger("io.staffetta.audit");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        audit.addAppender(lines);

        JsonNode message = get("/v1/messages/reveal-1?reveal=true").json().at("/messages/0");
        assertThat(message("reveal-1").has("text")).isFalse();
        audit.detachAppender(lines);

        assertThat(message.path("to").asText()).isEqualTo("+393330000001");
        assertThat(message.path("text").asText()).isEqualTo("Il testo");
        // Logins that failed are told some time after they did.
        assertThat(lines.list)
                .filteredOn(line -> !line.getMessage().equals("login.fail"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.getMessage()).isEqualTo("message.reveal");
                    assertThat(line.getKeyValuePairs().toString()).contains(id).doesNotContain("0000001", "testo");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order/17",
                "a b+c&d=e?f#g",
                "100%",
                "%2F",
                "è già qui",
                "x,y)${body}",
                "null",
                "\"quoted\" 'twice'",
                "..a",
                "a;b",
                "../messages"
            })
    void findsAMessageByAReferenceOfAnyForm(String reference) throws Exception {
        String id = send("+393330000001", "x", reference);

        assertThat(message(reference).path("id").asText()).isEqualTo(id);
    }

    @Test
    void tellsAllMessagesOfOneReference() throws Exception {
        String http = send("+393330000001", "x", "both");
        gateway.enqueue("{\"to\": \"+393330000002\", \"text\": \"x\", \"reference\": \"both\"}");

        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(get("/v1/messages/both").json().path("messages"))
                        .hasSize(2));
        assertThat(get("/v1/messages/both").json().path("messages").findValuesAsText("source"))
                .containsExactlyInAnyOrder("http", "jms");
        assertThat(get("/v1/messages/both").json().path("messages").findValuesAsText("id"))
                .contains(http);
    }

    @Test
    void listsMessagesPageByPage() throws Exception {
        for (int i = 0; i < 3; i++) {
            awaitState(send("+393330000400", "x", "page-" + i), "DEAD");
        }

        Answer first = get("/v1/messages?limit=2&state=DEAD&account=messagenet&source=http&since=2026-01-01T00:00:00Z");
        Answer second = get("/v1/messages?limit=2&state=DEAD&before="
                + first.json().path("next").asText());

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        assertThat(first.json().path("messages").findValuesAsText("reference")).containsExactly("page-2", "page-1");
        assertThat(second.json().path("messages").findValuesAsText("reference")).contains("page-0");
        assertThat(first.json().at("/messages/0/attempts")).hasSize(1);
        assertThat(get("/v1/messages?account=none").body()).isEqualTo("{\"messages\":[]}");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        assertThat(request("GET", "/v1/messages").send().status()).isEqualTo(401);
        assertThat(request("GET", "/v1/messages/x?reveal=true").send().status()).isEqualTo(401);
        Answer none = get("/v1/messages/01KGA00000000000000000000A");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");
        Answer wrong = get("/v1/messages?limit=0");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().path("field").asText()).isEqualTo("limit");
        assertThat(wrong.json().path("rule").asText()).isEqualTo("must be a number from 1 to 1000");
        assertThat(get("/v1/messages?number=1").json().path("rule").asText()).startsWith("is unknown; known are");
        assertThat(get("/v1/messages?reveal=true").json().path("field").asText())
                .isEqualTo("why");
        assertThat(get("/v1/messages/x?reveal=yes").json().path("rule").asText())
                .isEqualTo("must be true or false");
        assertThat(get("/v1/messages?before=01KGA00000000000000000000A")
                        .json()
                        .path("rule")
                        .asText())
                .isEqualTo("must be the id of a message that the ledger knows");
        assertThat(get("/v1/messages?since=%zz").status()).isEqualTo(400);
        assertThat(get("/v1/messages/%2E%2E").status()).isEqualTo(404);
        Answer method = request("DELETE", "/v1/messages")
                .header("Authorization: Bearer " + token)
                .send();
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("GET, POST");
    }

    @Test
    void tellsPrometheusAndTheHealthCheckOfTheLedger() throws Exception {
        String id = send("+393330000001", "x", "twice");
        assertThat(send("+393330000001", "x", "twice")).isEqualTo(id);

        int port = gateway.addresses().port(Addresses.MANAGEMENT);
        String metrics = RawHttp.request(port, "GET", "/observe/metrics")
                .header("Host: 127.0.0.1")
                .send()
                .body();
        assertThat(metrics.lines())
                .contains(
                        "staffetta_ledger_available 1.0",
                        "staffetta_duplicates_total{kind=\"reference\"} 1.0",
                        "staffetta_duplicates_total{kind=\"accepted\"} 0.0",
                        "staffetta_duplicates_total{kind=\"superseded\"} 0.0");
        JsonNode health = RawHttp.request(port, "GET", "/observe/health")
                .header("Host: 127.0.0.1")
                .send()
                .json();
        assertThat(health.path("checks")).anySatisfy(check -> {
            assertThat(check.path("name").asText()).isEqualTo("ledger");
            assertThat(check.path("status").asText()).isEqualTo("UP");
        });
    }
}
