package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From sms.outbound to each provider and each of its answers, with the real broker and real HTTP. */
class DeliveryIT {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void leaveNoDeadLetter() throws JMSException {
        List<Message> left = gateway.browse("sms.dead-letter");
        for (int i = 0; i < left.size(); i++) {
            gateway.deadLetter();
        }
        assertThat(left).isEmpty();
    }

    static Stream<String> accounts() {
        return DemoAccounts.IDS.stream();
    }

    /** Account, recipient's last digits, and the reason that the message must have in the dead letter queue. */
    static Stream<Arguments> failures() {
        return accounts()
                .flatMap(account -> Stream.of(
                        Arguments.of(account, "400", "REFUSED"),
                        Arguments.of(account, "403", "REFUSED"),
                        Arguments.of(account, "429", "EXHAUSTED"),
                        Arguments.of(account, "503", "EXHAUSTED"),
                        Arguments.of(account, "444", "UNKNOWN"),
                        Arguments.of(account, "445", "UNKNOWN"),
                        Arguments.of(account, "504", "UNKNOWN"),
                        Arguments.of(account, "298", "UNKNOWN"),
                        Arguments.of(account, "299", "UNKNOWN")));
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void sendsAMessageThroughTheAccountThatItNames(String account) throws Exception {
        String text = "Ciao €[] " + UUID.randomUUID();
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("""
                    {"to": "333 0000001", "text": "%s", "account": "%s", "reference": "r-%s"}""".formatted(text, account, account));

            JsonNode outcome = RunningGateway.nextOutcome(outcomes, "r-" + account);
            assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(outcome.path("final").asBoolean()).isTrue();
            assertThat(outcome.path("account").asText()).isEqualTo(account);
            assertThat(outcome.path("reference").asText()).isEqualTo("r-" + account);
            assertThat(outcome.path("attempts").asInt()).isEqualTo(1);
            assertThat(outcome.toString()).doesNotContain("3330000001").doesNotContain("Ciao");
        }
        assertThat(gateway.providers().received().stream()
                        .filter(received -> received.text().equals(text)))
                .singleElement()
                .extracting(Received::to)
                .isEqualTo("+393330000001");
    }

    @ParameterizedTest(name = "{0}, number ending in {1}: {2}")
    @MethodSource("failures")
    void keepsWhatIsNotSentWithTheReason(String account, String digits, String reason) throws Exception {
        String body = """
                {"to": "+393330000%s", "text": "Ciao %s", "account": "%s", "validFor": "PT2S"}""".formatted(digits, UUID.randomUUID(), account);

        gateway.enqueue(body);

        Message dead = gateway.deadLetter();
        assertThat(dead.getBody(String.class)).isEqualTo(body);
        assertThat(dead.getStringProperty("reason")).isEqualTo(reason);
        assertThat(dead.getStringProperty("detail")).isNotBlank().doesNotContain("3330000");
        assertThat(dead.getStringProperty("account")).isEqualTo(account);
        assertThat(dead.getStringProperty("provider")).isNotBlank();
        assertThat(dead.getStringProperty("messageId")).hasSize(26);
        assertThat(Integer.parseInt(dead.getStringProperty("attempts"))).isPositive();
        assertThat(dead.getStringProperty("firstAttempt")).isNotBlank();
        assertThat(dead.getStringProperty("lastAttempt")).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void triesABusyProviderAgainUntilItTakesTheMessage(String account) throws Exception {
        try (MessageConsumer outcomes = gateway.outcomes()) {
            String reference = "busy-" + account;
            gateway.enqueue(
                    "Ciao " + UUID.randomUUID(), "to", "+393330000430", "account", account, "reference", reference);

            assertBusy(RunningGateway.nextOutcome(outcomes, reference), 1);
            assertBusy(RunningGateway.nextOutcome(outcomes, reference), 2);
            JsonNode outcome = RunningGateway.nextOutcome(outcomes, reference);
            assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(outcome.path("attempts").asInt()).isEqualTo(3);
        }
    }

    @Test
    void triesAgainWhenNobodyListensThere() throws Exception {
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue(
                    "Ciao", "to", "+393330000001", "account", "closed-port", "validFor", "PT3S", "reference", "r-1");

            JsonNode outcome = RunningGateway.nextOutcome(outcomes, "r-1");
            assertThat(outcome.path("outcome").asText()).isEqualTo("NOT_SENT");
            assertThat(outcome.path("final").asBoolean()).isFalse();
            assertThat(outcome.path("nextAttempt").asText()).isNotEmpty();
        }
        Message dead = gateway.deadLetter();
        assertThat(dead.getStringProperty("reason")).isEqualTo("EXHAUSTED");
        assertThat(dead.getStringProperty("attempts")).isEqualTo("2");
        assertThat(dead.getStringProperty("detail")).contains("127.0.0.1:1");
    }

    @Test
    void answersTheSenderWithItsCorrelationId() throws Exception {
        var replies = gateway.session().createTemporaryQueue();
        var request = gateway.session().createTextMessage("{\"to\": \"+393330000001\", \"text\": \"Ciao\"}");
        request.setJMSReplyTo(replies);
        request.setJMSCorrelationID("call-42");

        gateway.enqueue(request);

        Message reply = gateway.receive(replies);
        assertThat(reply.getJMSCorrelationID()).isEqualTo("call-42");
        assertThat(reply.getJMSPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        assertThat(reply.getBody(String.class)).contains("\"outcome\":\"ACCEPTED\"");
    }

    @Test
    void answersTheSenderOfAMessageThatCannotBeRead() throws Exception {
        var replies = gateway.session().createTemporaryQueue();
        var request = gateway.session().createTextMessage("{\"to\": \"+393330000001\"}");
        request.setJMSReplyTo(replies);

        gateway.enqueue(request);

        Message reply = gateway.receive(replies);
        assertThat(reply.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
        assertThat(reply.getBody(String.class))
                .contains("\"outcome\":\"MALFORMED\"")
                .contains("'text'");
        assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("MALFORMED");
    }

    @Test
    void goesOnWhenNobodyIsThereToBeAnswered() throws Exception {
        var replies = gateway.session().createTemporaryQueue();
        var request = gateway.session().createTextMessage("{\"to\": \"+393330000504\", \"text\": \"no answer\"}");
        request.setJMSReplyTo(replies);
        gateway.enqueue(request);
        replies.delete();

        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.account.messagenet").isEmpty());
        gateway.enqueue("still alive", "to", "+393330000001");
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .anyMatch(received -> received.text().equals("still alive")));
        // The provider does not answer in time, so that one is of unknown outcome, and kept.
        assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("UNKNOWN");
    }

    @Test
    void splitsAMessageForSeveralRecipientsAndSettlesEachAlone() throws Exception {
        String body = "{\"to\": [\"+393330000011\", \"+393330000400\", \"+393330000012\"], \"text\": \"split\"}";

        gateway.enqueue(body);

        Message dead = gateway.deadLetter();
        assertThat(dead.getBody(String.class)).isEqualTo(body);
        assertThat(dead.getStringProperty("recipient")).isEqualTo("+393330000400");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(gateway.providers().received().stream()
                        .filter(received -> received.text().equals("split"))
                        .map(Received::to))
                .containsExactlyInAnyOrder("+393330000011", "+393330000012"));
    }

    static Stream<Arguments> unroutable() {
        return Stream.of(
                Arguments.of(
                        "{\"to\": \"+393330000001\", \"text\": \"x\", \"account\": \"nobody\"}", "UNKNOWN_ACCOUNT"),
                Arguments.of("{\"to\": \"+393330000001\", \"text\": \"x\", \"account\": \"off\"}", "ACCOUNT_DISABLED"),
                Arguments.of("{\"to\": \"12\", \"text\": \"x\"}", "MALFORMED"),
                Arguments.of("{\"to\": \"+393330000001\", \"text\": \"\"}", "MALFORMED"),
                Arguments.of("{\"to\": \"+393330000001\", \"text\": \"x\", \"colour\": \"red\"}", "MALFORMED"),
                Arguments.of(
                        "{\"to\": \"+393330000001\", \"text\": \"x\", \"sender\": \"far too long a name\"}",
                        "MALFORMED"),
                Arguments.of(
                        "{\"to\": \"+393330000001\", \"text\": \"x\", \"validUntil\": \"2020-01-01T00:00:00Z\"}",
                        "EXPIRED"),
                Arguments.of("not json at all \u0001", "MALFORMED"),
                Arguments.of("", "MALFORMED"));
    }

    @ParameterizedTest
    @MethodSource("unroutable")
    void keepsWhatNoAccountCanTake(String body, String reason) throws Exception {
        gateway.enqueue(body);

        Message dead = gateway.deadLetter();
        assertThat(dead.getBody(String.class)).isEqualTo(body);
        assertThat(dead.getStringProperty("reason")).isEqualTo(reason);
        assertThat(dead.getStringProperty("attempts")).isEqualTo("0");
        assertThat(dead.getStringProperty("messageId")).hasSize(26);
    }

    @Test
    void keepsBytesThatAreNotUtf8ByteForByte() throws Exception {
        byte[] bytes = {'{', (byte) 0xff, (byte) 0xfe, 0, '}'};
        var message = gateway.session().createBytesMessage();
        message.writeBytes(bytes);

        gateway.enqueue(message);

        Message dead = gateway.deadLetter();
        assertThat(dead.getBody(byte[].class)).isEqualTo(bytes);
        assertThat(dead.getStringProperty("reason")).isEqualTo("MALFORMED");
    }

    @Test
    void refusesSerialisedObjectsWithoutLookingIntoThem() throws Exception {
        gateway.enqueue(gateway.session().createObjectMessage(java.time.Instant.EPOCH));

        Message dead = gateway.deadLetter();
        assertThat(dead.getStringProperty("reason")).isEqualTo("MALFORMED");
        assertThat(dead.getStringProperty("detail")).contains("ObjectMessage");
        assertThat(dead.getBody(byte[].class)).isNotEmpty();
    }

    @Test
    void readsBytesAsJson() throws Exception {
        var message = gateway.session().createBytesMessage();
        message.writeBytes("{\"to\": \"+393330000001\", \"text\": \"from bytes\"}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

        gateway.enqueue(message);

        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .anyMatch(received -> received.text().equals("from bytes")));
    }

    @Test
    void sendsNoEarlierThanAsked() throws Exception {
        java.time.Instant sendAt = java.time.Instant.now().plusMillis(2500);

        gateway.enqueue("later", "to", "+393330000001", "sendAt", sendAt.toString());

        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .anyMatch(received -> received.text().equals("later")));
        assertThat(java.time.Instant.now()).isAfter(sendAt);
    }

    @Test
    void keepsWhatTheBrokerFoundExpired() throws Exception {
        var message = gateway.session().createTextMessage("too late");
        message.setStringProperty("to", "+393330000001");
        try (MessageProducer producer =
                gateway.session().createProducer(gateway.session().createQueue("sms.outbound"))) {
            producer.setTimeToLive(1);
            producer.send(message);
        }

        Message dead = gateway.deadLetter();
        assertThat(dead.getBody(String.class)).isEqualTo("too late");
        assertThat(dead.getStringProperty("reason")).isEqualTo("EXPIRED");
        assertThat(dead.getStringProperty("to")).isEqualTo("+393330000001");
        assertThat(dead.getJMSExpiration()).isZero();
    }

    @Test
    void keepsWhatAStrangerPutsOnTheGatewaysOwnQueues() throws Exception {
        for (String queue : List.of("sms.retry.1s", "sms.account.messagenet")) {
            gateway.session()
                    .createProducer(gateway.session().createQueue(queue))
                    .send(gateway.session().createTextMessage("from a stranger"));

            Message dead = gateway.deadLetter();
            assertThat(dead.getBody(String.class)).isEqualTo("from a stranger");
            assertThat(dead.getStringProperty("reason")).isEqualTo("MALFORMED");
        }
    }

    @Test
    void doesNotLetASenderSteerTheGatewayByProperties() throws JMSException {
        gateway.enqueue(
                "steered",
                "to",
                "+393330000001",
                "CamelJmsDestinationName",
                "sms.elsewhere",
                "CamelHttpUri",
                "http://127.0.0.1:1/",
                "attempts",
                "99",
                "notBefore",
                "2999-01-01T00:00:00Z",
                "AMQ_SCHEDULED_CRON",
                "0 0 1 1 *");

        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .anyMatch(received -> received.text().equals("steered")));
        assertThat(gateway.browse("sms.elsewhere")).isEmpty();
    }

    private static void assertBusy(JsonNode outcome, int attempts) {
        assertThat(outcome.path("outcome").asText()).isEqualTo("BUSY");
        assertThat(outcome.path("final").asBoolean()).isFalse();
        assertThat(outcome.path("attempts").asInt()).isEqualTo(attempts);
    }
}
