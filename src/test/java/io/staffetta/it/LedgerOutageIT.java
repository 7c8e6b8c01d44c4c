package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.CuttableNetwork;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway whose ledger, a PostgreSQL database, goes away and comes back. */
class LedgerOutageIT {

    private static final String MESSAGE = "{\"to\": \"+393330000001\", \"text\": \"%s\", \"account\": \"messagenet\"}";

    private EmbeddedPostgres postgres;
    private CuttableNetwork network;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws IOException {
        postgres = PostgresDatabase.builder().start();
        network = new CuttableNetwork(postgres.getPort());
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.ledger.url", "jdbc:postgresql://127.0.0.1:" + network.port() + "/postgres")
                .with("staffetta.ledger.user", "postgres")
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        network.close();
        postgres.close();
    }

    private Answer post(String text) {
        return gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                .body(MESSAGE.formatted(text).getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private long received(String text) {
        return gateway.providers().received().stream()
                .filter(received -> received.text().equals(text))
                .count();
    }

    private void awaitReceived(String text) {
        await().atMost(Duration.ofSeconds(60)).until(() -> received(text) == 1);
    }

    @Test
    void takesAndSendsNothingWhileTheLedgerIsAwayAndGoesOnByItself() throws Exception {
        assertThat(post("before").status()).isEqualTo(202);
        awaitReceived("before");

        network.cut();
        await().atMost(RunningGateway.LIMIT).until(() -> post("meanwhile").status() == 503);
        Answer refusal = post("meanwhile");
        assertThat(refusal.header("Retry-After")).isNotEmpty();
        assertThat(refusal.json().get("detail").asText()).startsWith("The ledger ");
        Answer ready = gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/ready")
                .send();
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.body()).contains("\"message\":\"The ledger ");
        gateway.enqueue(MESSAGE.formatted("over jms"));
        // Longer than a message takes, shorter than anyone gives up.
        await().during(Duration.ofSeconds(2)).atMost(RunningGateway.LIMIT).until(() -> received("over jms") == 0);
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();

        network.mend();

        awaitReceived("over jms");
        await().atMost(RunningGateway.LIMIT).until(() -> post("after").status() == 202);
        awaitReceived("after");
        assertThat(received("meanwhile")).isZero();
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    @Test
    void remembersWhatAProviderAnsweredWhileTheLedgerWasAway() throws Exception {
        // Answered after about two seconds, which the response time-out must allow.
        gateway.stop();
        gateway.with("staffetta.provider.response-timeout", "4000").start();
        gateway.enqueue("{\"to\": \"+393330000505\", \"text\": \"slow\", \"account\": \"messagenet\"}");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().taken() == 1);

        network.cut();
        awaitReceived("slow");
        await().during(Duration.ofSeconds(2)).atMost(RunningGateway.LIMIT).until(() -> received("slow") == 1);
        network.mend();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> gateway.browse("sms.account.messagenet").isEmpty());
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
        assertThat(received("slow")).isEqualTo(1);
    }
}
