package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.OperationClient;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.TestJava;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever dies in the middle of 10,000 dead letters: none is in two places afterwards, and none in none. */
class OperationsKillIT {

    private static final int MANY = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final GatewayProcess gateway = new GatewayProcess();
    private final OperationClient client = new OperationClient(
            (method, path) -> RawHttp.request(Integer.parseInt(gateway.setting(Addresses.HTTP)), method, path)
                    .header("Host: 127.0.0.1")
                    .header("Authorization: Bearer " + gateway.adminToken())
                    .header("Content-Type: application/json"));

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void die() throws JMSException {
        try (Connection connection = gateway.connect();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            for (int i = 0; i < MANY; i++) {
                TextMessage message = session.createTextMessage("letter " + i);
                message.setStringProperty("to", "+393330000001");
                message.setStringProperty("account", "no-such");
                producer.send(message);
                if (i % 500 == 499) {
                    session.commit();
                }
            }
        }
        // It counts them all each time.
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> total() == MANY);
    }

    private int total() {
        return client.get("/v1/dead-letters?group=reason").path("total").asInt();
    }

    @Test
    void goesOnAfterTheGatewayIsKilledAndAfterTheCommandIs() throws Exception {
        gateway.start();
        die();
        // An attempt that is cut off is another story.
        assertThat(client.send("POST", "/v1/hold", "{\"why\":\"test\"}").status())
                .isEqualTo(200);
        List<String> words = new ArrayList<>(TestJava.command());
        words.addAll(List.of("-jar", System.getProperty("staffetta.jar"), "dead", "redrive", "--all", "--yes"));
        words.addAll(
                List.of("--to-account", "messagenet", "--home", gateway.home().toString()));
        Process command = new ProcessBuilder(words).inheritIO().start();
        JsonNode begun = await().atMost(LIMIT)
                .until(
                        () -> client.get("/v1/operations").path("operations").path(0),
                        one -> one.path("done").asInt() > 500);
        String id = begun.path("id").asText();

        command.destroyForcibly();
        gateway.kill();
        gateway.start();

        JsonNode done = client.ended(id, LIMIT);
        assertThat(done.path("outcomes").toString()).isEqualTo("{\"DONE\":" + MANY + "}");
        assertThat(total()).isZero();
        assertThat(gateway.providers().counts().taken()).isZero();
        assertThat(client.send("POST", "/v1/hold/resume", "").status()).isEqualTo(200);
        await().atMost(LIMIT).until(() -> gateway.providers().counts().taken() >= MANY);
        assertThat(gateway.providers().counts().twice()).isZero();
        assertThat(gateway.providers().counts().taken()).isEqualTo(MANY);
        assertThat(total()).isZero();
        assertThat(List.of(begun.path("total").asInt(), done.path("total").asInt()))
                .containsExactly(MANY, MANY);
    }
}
