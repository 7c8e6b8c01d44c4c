package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.cli.Commands;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies on the gateway's own queues without its seal: what somebody forged, and what a gateway from before left there. */
class SealIT {

    private static final String ID = "01JDC5Z8K3V4M0W6Y1B2C3D4E5";
    private static final String BODY = "{\"to\": \"+393330000001\", \"text\": \"TEXT\"}";

    private final RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML);

    @BeforeEach
    void start() {
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** As the gateway writes it on the queue of an account. */
    static Map<String, Object> properties(String id) {
        return new HashMap<>(Map.of(
                "messageId", id,
                "recipient", "+393330000001",
                "account", "messagenet",
                "requestedAccount", "",
                "deadline", Instant.now().plus(Duration.ofHours(1)).toString(),
                "source", "jms",
                "sendAt", "1970-01-01T00:00:00Z",
                "priority", "normal",
                "pinned", ""));
    }

    private void put(String queue, String text, Map<String, Object> properties) throws JMSException {
        put(gateway.session(), queue, text, properties);
    }

    private void assertIsMalformed(String text, String detail) throws JMSException {
        Message dead = gateway.deadLetter();
        assertThat(dead.getStringProperty("reason")).isEqualTo("MALFORMED");
        assertThat(dead.getStringProperty("detail")).contains(detail);
        assertThat(dead.getStringProperty("messageId")).isNotEqualTo(ID);
        assertThat(dead.getStringProperty("journey")).isNull();
        assertThat(dead.getBody(String.class)).isEqualTo(BODY.replace("TEXT", text));
        assertThat(gateway.providers().received()).isEmpty();
    }

    @Test
    void makesADeadLetterOfWhatLacksTheSeal() throws Exception {
        for (String queue : List.of(
                "sms.account.messagenet",
                "sms.urgent.messagenet",
                "sms.retry.1s",
                "sms.redrive",
                "sms.intervention",
                "ActiveMQ.DLQ")) {
            put(queue, "forged on " + queue, properties(ID));

            assertIsMalformed("forged on " + queue, "'seal' must be on it");
            await().atMost(RunningGateway.LIMIT)
                    .untilAsserted(() -> assertThat(gateway.browse(queue)).isEmpty());
        }
    }

    @Test
    void makesADeadLetterOfWhatWasChanged() throws Exception {
        Map<String, Object> properties = properties(ID);
        properties.put("seal", gateway.seal().of("sms.account.messagenet", properties, BODY.replace("TEXT", "true")));

        put("sms.account.messagenet", "forged", properties);
        assertIsMalformed("forged", "'seal' does not fit it");

        properties.put("journey", "3");
        put("sms.account.messagenet", "true", properties);
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch("true"::equals));
    }

    @Test
    void makesADeadLetterOfWhatIsForAnotherQueue() throws Exception {
        Map<String, Object> properties = properties(ID);
        properties.put("seal", gateway.seal().of("sms.account.plus", properties, BODY.replace("TEXT", "moved")));

        put("sms.account.messagenet", "moved", properties);

        assertIsMalformed("moved", "'seal' is for another queue");
    }

    @Test
    void doesNotSendADeadLetterAgainThatSomebodyElsePutThere() throws Exception {
        Map<String, Object> properties = properties(ID);
        properties.putAll(Map.of("reason", "REFUSED", "detail", "forged", "deadSince", "2026-01-01T00:00:00Z"));
        put("sms.dead-letter", "forged", properties);
        // It looks for such letters when it starts, and every ten minutes.
        gateway.stop();
        gateway.start();
        await().atMost(RunningGateway.LIMIT)
                .until(() -> !command("dead", "list").out().startsWith("No dead letters"));

        assertThat(command("dead", "list").out()).contains("MALFORMED").doesNotContain(ID);
        assertThat(command("dead", "redrive", "--all", "--reason", "MALFORMED").out())
                .contains("0 redriven", "it was not the gateway that put it there");
        assertThat(command("dead", "redrive", ID).code()).isNotZero();
        assertThat(gateway.browse("sms.dead-letter")).hasSize(1);
        assertThat(gateway.providers().received()).isEmpty();
    }

    @Test
    void sendsWhatWaitsFromBefore() throws Exception {
        gateway.stop();
        Files.delete(gateway.home().resolve("data/broker-key"));
        Files.delete(gateway.home().resolve("data/broker-sealed"));
        gateway.withBrokerAlone(session -> {
            put(session, "sms.account.messagenet", "waits at its account", properties("01JDC5Z8K3V4M0W6Y1B2C3D4E6"));
            Map<String, Object> waiting = properties("01JDC5Z8K3V4M0W6Y1B2C3D4E7");
            waiting.put("dueAt", Instant.now().toString());
            waiting.put("hop", "1");
            waiting.put("attempts", "1");
            put(session, "sms.retry.1s", "waits for a retry", waiting);
            Map<String, Object> redriven = properties("01JDC5Z8K3V4M0W6Y1B2C3D4E8");
            redriven.put("journey", "1");
            put(session, "sms.outbound", "is redriven", redriven);
            put(session, "sms.outbound", "is new", Map.of());
            Map<String, Object> dead = properties("01JDC5Z8K3V4M0W6Y1B2C3D4E9");
            dead.putAll(Map.of("reason", "REFUSED", "detail", "no", "deadSince", "2026-01-01T00:00:00Z"));
            put(session, "sms.dead-letter", "is dead", dead);
        });

        gateway.start();

        awaitReceived("waits at its account", "waits for a retry", "is redriven", "is new");
        // The ledger does not know it before the queue has been looked through.
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(
                        command("dead", "redrive", "01JDC5Z8K3V4M0W6Y1B2C3D4E9").out())
                .contains("1 redriven"));
        awaitReceived("waits at its account", "waits for a retry", "is redriven", "is new", "is dead");
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
        assertThat(gateway.browse("sms.sealing")).isEmpty();
    }

    private void awaitReceived(String... texts) {
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(gateway.providers().received())
                        .extracting(Received::text)
                        .containsExactlyInAnyOrder(texts));
    }

    static void put(Session session, String queue, String text, Map<String, Object> properties) throws JMSException {
        TextMessage message = session.createTextMessage(BODY.replace("TEXT", text));
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue().toString());
        }
        session.createProducer(session.createQueue(queue)).send(message);
    }

    private Commands.Result command(String... words) {
        return Commands.run(
                Stream.concat(Stream.of(words), gateway.commandLine().stream()).toArray(String[]::new));
    }
}
