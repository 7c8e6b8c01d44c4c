package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.MessageConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account that cannot be used holds its messages, and nobody else's. */
class ParkingIT {

    private RunningGateway gateway;

    @BeforeEach
    void prepare() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML).with("staffetta.accounts.reload-seconds", "1");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest(name = "numbers ending in {0}")
    @ValueSource(strings = {"401", "402"})
    void holdsTheMessagesOfEveryProvidersUnusableAccount(String digits) throws Exception {
        gateway.start();
        try (MessageConsumer outcomes = gateway.outcomes()) {
            for (String account : DemoAccounts.IDS) {
                gateway.enqueue("Ciao", "to", "+393330000" + digits, "account", account);
            }
            Set<String> parked = new HashSet<>();
            for (String account : DemoAccounts.IDS) {
                JsonNode outcome = RunningGateway.nextJson(outcomes);
                assertThat(outcome.path("outcome").asText()).as(account).isEqualTo("ACCOUNT_UNUSABLE");
                assertThat(outcome.path("final").asBoolean()).isFalse();
                parked.add(outcome.path("account").asText());
            }
            assertThat(parked).containsExactlyInAnyOrderElementsOf(DemoAccounts.IDS);
        }
        for (String account : DemoAccounts.IDS) {
            await().atMost(RunningGateway.LIMIT)
                    .untilAsserted(() ->
                            assertThat(gateway.browse("sms.account." + account)).hasSize(1));
        }
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    @Test
    void goesOnWhenTheConfigurationIsMended() throws Exception {
        String wrong = DemoAccounts.YAML.replaceFirst("password: demo-password", "password: wrong");
        gateway.changeAccounts(wrong);
        gateway.start();
        gateway.enqueue("waits 1", "to", "+393330000001", "account", "messagenet");
        gateway.enqueue("waits 2", "to", "+393330000001", "account", "messagenet");
        gateway.enqueue("does not wait", "to", "+393330000001", "account", "kpnqwest");
        awaitReceived("does not wait");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(gateway.browse("sms.account.messagenet"))
                .hasSize(2));

        gateway.changeAccounts(DemoAccounts.YAML);

        awaitReceived("waits 1");
        awaitReceived("waits 2");
        assertThat(gateway.providers().counts().twice()).isZero();
    }

    @Test
    void goesOnWhenAProbeGetsThrough() throws Exception {
        gateway.with("staffetta.park.probe-delays", "1s, 2s");
        gateway.changeAccounts(
                DemoAccounts.YAML.replaceFirst("(?m)^    url:", "    limits: {concurrency: 1}\n    url:"));
        gateway.start();
        gateway.providers().changePassword("messagenet", "another");
        gateway.enqueue("expires meanwhile", "to", "+393330000001", "validFor", "PT1S");
        for (int i = 0; i < 50; i++) {
            gateway.enqueue("waits " + i, "to", "+393330000001");
        }
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().requests() >= 3);
        assertThat(gateway.providers().counts().requests())
                .as("a parked account is left alone, but for probes")
                .isLessThan(10);

        gateway.providers().changePassword("messagenet", "demo-password");

        for (int i = 0; i < 50; i++) {
            awaitReceived("waits " + i);
        }
        assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("EXPIRED");
        assertThat(gateway.providers().counts().twice()).isZero();
    }

    /** As a crash leaves it on the queue: for it nobody asks the provider, so that it shows nothing of the account. */
    @Test
    void staysParkedWhereAProbeMeetsACopyOfWhatWasSent() throws Exception {
        gateway.with("staffetta.park.probe-delays", "3s, 1h").start();
        String id = gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                .body("{\"to\": \"+393330000001\", \"text\": \"sent\", \"account\": \"messagenet\"}"
                        .getBytes(StandardCharsets.UTF_8))
                .send()
                .json()
                .path("messages")
                .get(0)
                .path("id")
                .asText();
        awaitReceived("sent");
        gateway.providers().changePassword("messagenet", "another");
        gateway.enqueue("parks it", "to", "+393330000001", "account", "messagenet");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> !parkedSince("messagenet").isEmpty());
        String since = parkedSince("messagenet");

        gateway.putCopy(id, "sent");

        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(gateway.browse("sms.account.messagenet"))
                .hasSize(1));
        // With the copy out of the way the probe tries the one that parked it, and stays as it was.
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().requests() >= 3);
        await().during(Duration.ofSeconds(1))
                .until(() -> parkedSince("messagenet").equals(since));
    }

    /** Empty if it is not parked. */
    private String parkedSince(String account) {
        for (JsonNode each :
                gateway.request(Addresses.HTTP, "GET", "/v1/accounts").send().json()) {
            if (each.path("id").asText().equals(account)) {
                return each.path("since").asText();
            }
        }
        return "";
    }

    @Test
    void parksAnAccountWithoutAnAddress() throws Exception {
        gateway.changeAccounts("""
                default: kpn
                accounts:
                  kpn:
                    provider: kpnqwest
                    description: No address is known
                    username: demo
                    password: demo-password
                """);
        gateway.start();
        gateway.enqueue("waits", "to", "+393330000001");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(gateway.browse("sms.account.kpn"))
                .hasSize(1));

        gateway.changeAccounts("""
                default: kpn
                accounts:
                  kpn:
                    provider: kpnqwest
                    description: Now it is
                    username: demo
                    password: demo-password
                    url: "{{sandbox}}/kpnqwest/sms"
                """);

        awaitReceived("waits");
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    @Test
    void doublesNothingWhenStoppedWhileAnAccountIsBeingParked() throws Exception {
        gateway.with("staffetta.provider.response-timeout", "9000")
                .with("staffetta.shutdown-seconds", "15")
                .start();
        // Answered after two seconds, so that parking messagenet takes as long, and kpnqwest has something in flight.
        gateway.enqueue("slow 1", "to", "+393330000505", "account", "messagenet");
        gateway.enqueue("slow 2", "to", "+393330000505", "account", "kpnqwest");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().taken() == 2);
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("parks", "to", "+393330000401", "account", "messagenet");
            assertThat(RunningGateway.nextJson(outcomes).path("outcome").asText())
                    .isEqualTo("ACCOUNT_UNUSABLE");
        }

        gateway.stop();

        gateway.start();
        gateway.enqueue("after the restart", "to", "+393330000001", "account", "kpnqwest");
        awaitReceived("after the restart");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(gateway.browse("sms.account.messagenet"))
                .hasSize(1));
        assertThat(gateway.providers().counts().twice()).isZero();
        assertThat(gateway.providers().counts().taken()).isEqualTo(3);
    }

    private void awaitReceived(String text) {
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch(text::equals));
    }
}
