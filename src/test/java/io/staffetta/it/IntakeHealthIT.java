package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.FreePorts;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.SmallDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerPluginSupport;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Health is down while a door answers 503, and both say the same reason. */
class IntakeHealthIT {

    private static final String MESSAGE = "{\"to\": \"+393330000001\", \"text\": \"%s\", \"account\": \"messagenet\"}";
    private static final String CALL =
            "{\"jsonrpc\": \"2.0\", \"method\": \"sendSms\", \"params\": [\"3330000001\", \"x\"], \"id\": 7}";

    /** More than the machine may need, however slow. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML);

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Answer post(String path, String json) {
        return gateway.request(Addresses.HTTP, "POST", path)
                .body(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private Answer post() {
        return post("/v1/messages", MESSAGE.formatted("hello"));
    }

    private Answer health(String which) {
        return gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health" + which)
                .send();
    }

    /** What the check of the doors tells; it is the same that turns readiness down. */
    private JsonNode intake() {
        for (JsonNode check : health("/ready").json().get("checks")) {
            if (check.get("name").asText().equals("intake")) {
                return check;
            }
        }
        throw new AssertionError("There is no check of the doors");
    }

    private String whyDown() {
        JsonNode check = intake();
        assertThat(check.get("status").asText()).isEqualTo("DOWN");
        return check.get("message").asText();
    }

    private void awaitRefused() {
        await().atMost(LIMIT).until(() -> post().status() == 503);
    }

    private void awaitTaken() {
        await().atMost(LIMIT).until(() -> post().status() == 202);
        awaitUp();
    }

    private void awaitUp() {
        await().atMost(LIMIT).until(() -> intake().get("status").asText().equals("UP"));
    }

    @Test
    void namesTheFullDiskInHealthAndInEveryAnswerAndIsUpAgainWhenThereIsRoom() {
        assumeThat(SmallDisk.isPossible()).isTrue();
        Path data = gateway.home().resolve("data");
        try (SmallDisk disk = new SmallDisk(data, "300m")) {
            gateway.start();
            awaitTaken();
            disk.fill();

            // Nobody has asked for anything yet.
            assertThat(health("/ready").status()).isEqualTo(503);
            assertThat(whyDown()).contains("The disk of " + data + " is full: ", "bytes are free");
            awaitRefused();
            Answer answer = post();
            Answer call = post("/tvox/webapi", CALL);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.json().get("detail").asText()).startsWith("The disk of " + data + " is full: ");
            assertThat(call.json().get("error").get("message").asText())
                    .startsWith("The disk of " + data + " is full: ");
            assertThat(call.header("Retry-After")).isEqualTo("5");
            assertThat(health("/ready").status()).isEqualTo(503);
            assertThat(whyDown()).contains("The disk of " + data + " is full: ");
            assertThat(health("/live").status()).isEqualTo(200);

            disk.free();
            awaitUp();
            awaitTaken();
            gateway.stop();
        }
    }

    @Test
    void namesTheLedgerThatAnotherProgramHasLocked() throws Exception {
        gateway.start();
        awaitTaken();
        Path ledger = gateway.home().resolve("data/ledger.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = other.createStatement()) {
            statement.execute("begin exclusive");
            Answer answer = post();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("detail").asText()).startsWith("The ledger ");
            assertThat(whyDown()).startsWith("The ledger ");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(post().json().get("detail").asText())
                            .startsWith("The ledger cannot be written: another program has locked it"));
            assertThat(whyDown()).contains("another program has locked it");
            statement.execute("rollback");
        }
        awaitTaken();
    }

    /** Connections are open all the time: only what is sent tells that something is wrong. */
    @Test
    void isDownWhileABrokerThatCanBeReachedTakesNothing() throws Exception {
        Refusing refusing = new Refusing();
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPlugins(new BrokerPlugin[] {refusing});
        int port = FreePorts.next();
        broker.addConnector("tcp://127.0.0.1:" + port);
        broker.start();
        broker.waitUntilStarted();
        try {
            gateway.with("staffetta.broker.url", "tcp://127.0.0.1:" + port)
                    .with("staffetta.broker.key", ExternalBroker.KEY)
                    .start();
            awaitTaken();
            refusing.on = true;

            Answer answer = post();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("detail").asText()).startsWith("The broker did not confirm");
            assertThat(whyDown()).contains("The broker did not confirm");
            refusing.on = false;
            awaitTaken();

            broker.stop();
            broker.waitUntilStopped();
            awaitRefused();
            assertThat(post().json().get("detail").asText()).startsWith("The broker cannot be reached");
            assertThat(whyDown()).contains("The broker cannot be reached");
        } finally {
            broker.stop();
        }
    }

    private static final class Refusing extends BrokerPluginSupport {
        private volatile boolean on;

        @Override
        public void send(ProducerBrokerExchange producer, org.apache.activemq.command.Message message)
                throws Exception {
            if (on && message.getDestination().getPhysicalName().startsWith("sms.account.")) {
                throw new jakarta.jms.JMSException("no");
            }
            super.send(producer, message);
        }
    }
}
