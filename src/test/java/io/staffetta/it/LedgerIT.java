package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger is for: nothing is sent twice, and what became of a message is found out. */
class LedgerIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.reports.delays", "1s, 2s")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Answer post(String json) {
        return gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                .body(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static List<Received> received(String text) {
        return gateway.providers().received().stream()
                .filter(received -> received.text().equals(text))
                .toList();
    }

    private static void awaitReceived(String text) {
        await().atMost(RunningGateway.LIMIT).until(() -> !received(text).isEmpty());
    }

    @Test
    void answersAReferenceThatCameBeforeOverHttpWithTheFirstMessage() {
        String text = "order " + UUID.randomUUID();
        String json = "{\"to\": [\"3330000001\", \"3330000002\"], \"text\": \"%s\", \"reference\": \"%s\"}"
                .formatted(text, text);

        JsonNode first = post(json).json().path("messages");
        await().atMost(RunningGateway.LIMIT).until(() -> received(text).size() == 2);
        await().atMost(RunningGateway.LIMIT).until(() -> {
            Answer again = post(json);
            return again.status() == 202
                    && again.json().path("messages").findValuesAsText("state").equals(List.of("ACCEPTED", "ACCEPTED"));
        });
        JsonNode second = post(json).json().path("messages");

        assertThat(first.findValuesAsText("state")).containsExactly("QUEUED", "QUEUED");
        assertThat(first.toString()).doesNotContain("duplicate");
        assertThat(second.findValuesAsText("id")).isEqualTo(first.findValuesAsText("id"));
        assertThat(second.findValuesAsText("duplicate")).containsExactly("true", "true");
        assertThat(received(text)).hasSize(2);
    }

    @Test
    void takesAReferenceOnceThatComesTwiceInOneRequest() {
        String text = "twice " + UUID.randomUUID();
        String message = "{\"to\": \"3330000001\", \"text\": \"%s\", \"reference\": \"%s\"}".formatted(text, text);

        JsonNode messages = post("[" + message + "," + message + "]").json().path("messages");

        assertThat(messages.get(0).path("id")).isEqualTo(messages.get(1).path("id"));
        assertThat(messages.get(1).path("duplicate").asBoolean()).isTrue();
        awaitReceived(text);
        assertThat(received(text)).hasSize(1);
    }

    @Test
    void refusesAReferenceThatCameBeforeWithAnotherRecipientOrText() {
        String text = "mistake " + UUID.randomUUID();
        String json = "{\"to\": \"%s\", \"text\": \"%s\", \"reference\": \"%s\"}";
        JsonNode first = post(json.formatted("3330000001", text, text)).json().path("messages");
        String good = json.formatted("3330000002", text + "!", text + " new");
        String wrong = json.formatted("3330000001", text + "?", text);

        Answer alone = post(wrong);
        Answer other = post(json.formatted("3330000002", text, text));
        Answer among = post("[" + good + "," + wrong + "]");

        for (Answer answer : List.of(alone, other, among)) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().path("code").asText()).isEqualTo("reference_conflict");
            assertThat(answer.json().path("firstId").asText())
                    .isEqualTo(first.get(0).path("id").asText());
            assertThat(answer.json().path("detail").asText())
                    .contains(answer.json().path("firstId").asText());
        }
        assertThat(alone.json().has("index")).isFalse();
        assertThat(among.json().path("index").asInt()).isEqualTo(1);
        // Nothing of it was taken: the good one alone is no repeat.
        assertThat(post(good).json().path("messages").get(0).has("duplicate")).isFalse();
        awaitReceived(text + "!");
        assertThat(received(text + "?")).isEmpty();
    }

    @Test
    void refusesTwoMessagesOfOneRequestThatHaveOneReferenceAndSayDifferentThings() {
        String text = "two " + UUID.randomUUID();
        String json = "{\"to\": \"3330000001\", \"text\": \"%s\", \"reference\": \"%s\"}";

        Answer answer = post("[" + json.formatted(text, text) + "," + json.formatted(text + "?", text) + "]");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").asText()).isEqualTo("reference_conflict");
        assertThat(answer.json().path("index").asInt()).isEqualTo(1);
        assertThat(post(json.formatted(text, text))
                        .json()
                        .path("messages")
                        .get(0)
                        .has("duplicate"))
                .isFalse();
    }

    @Test
    void takesTextsThatDifferOnlyInLineEndsForOneMessage() {
        String text = "lines " + UUID.randomUUID();
        String json = "{\"to\": \"3330000001\", \"text\": \"%s%s\", \"reference\": \"" + text + "\"}";

        Answer both = post("[" + json.formatted(text, "\\nuno") + "," + json.formatted(text, "\\r\\nuno\\n") + "]");
        Answer again = post(json.formatted(text, "\\r\\nuno"));

        assertThat(both.status()).isEqualTo(202);
        JsonNode messages = both.json().path("messages");
        assertThat(messages.get(1).path("id")).isEqualTo(messages.get(0).path("id"));
        assertThat(again.json().path("messages").get(0).path("duplicate").asBoolean())
                .isTrue();
    }

    @Test
    void answersAReferenceThatCameBeforeOverJmsWithTheFirstMessage() throws Exception {
        String text = "alarm " + UUID.randomUUID();
        JsonNode first = replyTo(text);
        assertThat(first.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(first.path("duplicate").asBoolean()).isFalse();

        JsonNode second = replyTo(text);

        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(second.path("duplicate").asBoolean()).isTrue();
        assertThat(second.path("final").asBoolean()).isTrue();
        assertThat(received(text)).hasSize(1);
    }

    private static JsonNode replyTo(String text) throws Exception {
        var replies = gateway.session().createTemporaryQueue();
        var request = gateway.session()
                .createTextMessage(
                        "{\"to\": \"+393330000001\", \"text\": \"%s\", \"reference\": \"%s\"}".formatted(text, text));
        request.setJMSReplyTo(replies);
        gateway.enqueue(request);
        return JSON.readTree(gateway.receive(replies).getBody(String.class));
    }

    @Test
    void doesNotSendACopyOfAMessageThatWasAccepted() throws Exception {
        String text = "copied " + UUID.randomUUID();
        gateway.changeAccounts(DemoAccounts.YAML);
        JsonNode sent = post("{\"to\": \"3330000001\", \"text\": \"%s\", \"reference\": \"%s\"}".formatted(text, text))
                .json()
                .path("messages")
                .get(0);
        awaitReceived(text);

        // As after a crash between acceptance and acknowledgement: what was on the queue is there again.
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.putCopy(sent.path("id").asText(), text);

            JsonNode outcome = nextOf(outcomes, sent.path("id").asText());
            if (!outcome.has("duplicate")) {
                // Of the message itself: its provider had it a moment before that was told.
                outcome = nextOf(outcomes, sent.path("id").asText());
            }
            assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(outcome.path("duplicate").asBoolean()).isTrue();
        }
        assertThat(received(text)).hasSize(1);
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    private static JsonNode nextOf(MessageConsumer outcomes, String id) throws Exception {
        JsonNode outcome = RunningGateway.nextJson(outcomes);
        while (!outcome.path("id").asText().equals(id)) {
            outcome = RunningGateway.nextJson(outcomes);
        }
        return outcome;
    }

    @ParameterizedTest(name = "{0}, number ending in {1}: {2}")
    @CsvSource({
        "messagenet, 605, DELIVERED",
        "messagenet, 610, UNDELIVERED",
        "tim-professional, 605, DELIVERED",
        "tim-professional, 610, UNDELIVERED"
    })
    void tellsWhatADeliveryReportSays(String account, String digits, String state) throws Exception {
        String reference = "report " + UUID.randomUUID();
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("Ciao", "to", "+393330000" + digits, "account", account, "reference", reference);

            assertThat(RunningGateway.nextOutcome(outcomes, reference)
                            .path("outcome")
                            .asText())
                    .isEqualTo("ACCEPTED");
            JsonNode report = RunningGateway.nextOutcome(outcomes, reference);
            assertThat(report.path("outcome").asText()).isEqualTo(state);
            assertThat(report.path("account").asText()).isEqualTo(account);
            assertThat(report.path("providerMessageId").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagenet", "tim-professional"})
    void asksAboutAMessageWhoseAnswerWasCutOffBeforeItGivesItUp(String account) throws Exception {
        String reference = "cut off " + UUID.randomUUID();
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("Ciao", "to", "+393330000446", "account", account, "reference", reference);

            JsonNode outcome = RunningGateway.nextOutcome(outcomes, reference);
            assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(outcome.path("providerMessageId").asText()).isNotEmpty();
        }
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    @Test
    void keepsTheEvidenceOfAnUnknownOutcome() throws Exception {
        gateway.enqueue("Ciao", "to", "+393330000504", "account", "messagenet");

        Message dead = gateway.deadLetter();
        assertThat(dead.getStringProperty("reason")).isEqualTo("UNKNOWN");
        assertThat(dead.getStringProperty("phase")).isEqualTo("WAIT");
        assertThat(Integer.parseInt(dead.getStringProperty("millis"))).isGreaterThanOrEqualTo(4400);
        assertThat(Integer.parseInt(dead.getStringProperty("bytesSent"))).isPositive();
        assertThat(dead.getStringProperty("statusLine")).isEmpty();
    }
}
