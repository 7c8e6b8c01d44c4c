package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.ExternalBroker;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever dies in the middle of 10,000 dead letters: none is in two places afterwards, and none in none. With
 * {@code -Doperations.broker=classic} or {@code artemis} on such a broker in place of the embedded one, which takes minutes.
 */
class OperationsKillIT {

    private static final int MANY = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final ExternalBroker broker =
            switch (System.getProperty("operations.broker", "embedded")) {
                case "classic" -> new ClassicBrokerProcess();
                case "artemis" -> ArtemisServer.asRecommended();
                default -> null;
            };
    private final GatewayProcess gateway = new GatewayProcess();
    private final OperationClient client = new OperationClient(
            (method, path) -> RawHttp.request(Integer.parseInt(gateway.setting(Addresses.HTTP)), method, path)
                    .header("Host: 127.0.0.1")
                    .header("Authorization: Bearer " + gateway.adminToken())
                    .header("Content-Type: application/json"));

    @BeforeEach
    void start() {
        if (broker != null) {
            broker.start();
            gateway.on(broker);
        }
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        if (broker != null) {
            broker.close();
        }
    }

    private Connection connect() throws JMSException {
        return broker == null ? gateway.connect() : broker.connect();
    }

    private void die() throws JMSException {
        try (Connection connection = connect();
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
        long began = System.nanoTime();
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
        long killed = System.nanoTime();
        gateway.start();

        JsonNode done = client.ended(id, LIMIT);
        System.out.printf(
                "%s: killed after %s of %,d, %d s after the first was sent; done %d s later%n",
                broker == null ? "embedded" : broker.getClass().getSimpleName(),
                begun.path("done"),
                MANY,
                (killed - began) / 1_000_000_000,
                (System.nanoTime() - killed) / 1_000_000_000);
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
