package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import jakarta.jms.MessageConsumer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one account cannot send goes by another, and nothing is sent twice or lost on the way. */
class FailoverIT {

    private static final String ACCOUNTS = """
            default: first
            accounts:
              first:
                provider: messagenet
                description: First
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
                failover: [second]
              second:
                provider: kpnqwest
                description: Second
                username: demo
                password: demo-password
                url: "{{sandbox}}/kpnqwest/sms"
                failover: [first]
            """;

    private final RunningGateway gateway = RunningGateway.withAccounts(ACCOUNTS);

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void awaitReceived(String provider, String... texts) {
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(gateway.providers().received())
                        .filteredOn(received -> received.provider().equals(provider))
                        .extracting(Received::text)
                        .containsExactlyInAnyOrder(texts));
    }

    @Test
    void sendsABusyAccountsMessageByItsFailoverAccountAtOnce() throws Exception {
        gateway.start();
        gateway.providers().script(Step.of(Behaviour.BUSY).forProvider("messagenet"));
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("Ciao", "to", "+393330000001", "reference", "r-1");

            JsonNode busy = RunningGateway.nextOutcome(outcomes, "r-1");
            assertThat(busy.path("outcome").asText()).isEqualTo("BUSY");
            assertThat(busy.path("account").asText()).isEqualTo("first");
            JsonNode accepted = RunningGateway.nextOutcome(outcomes, "r-1");
            assertThat(accepted.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(accepted.path("account").asText()).isEqualTo("second");
            assertThat(accepted.path("attempts").asInt()).isEqualTo(2);
        }
        awaitReceived("kpnqwest", "Ciao");
        awaitReceived("messagenet");
    }

    @Test
    void comesBackToTheFirstAccountAfterAWaitWhenAllAreBusy() throws Exception {
        gateway.start();
        gateway.providers()
                .script(
                        Step.of(Behaviour.UNAVAILABLE).forProvider("messagenet"),
                        Step.of(Behaviour.UNAVAILABLE).forProvider("kpnqwest"));

        gateway.enqueue("Ciao", "to", "+393330000001");

        awaitReceived("messagenet", "Ciao");
        awaitReceived("kpnqwest");
    }

    @Test
    void emptiesTheQueueOfAParkedAccountButForPinnedMessages() throws Exception {
        gateway.with("staffetta.accounts.reload-seconds", "1").start();
        gateway.providers().changePassword("messagenet", "another");
        String[] texts = IntStream.range(0, 300).mapToObj(i -> "moves " + i).toArray(String[]::new);
        for (int i = 0; i < texts.length; i++) {
            if (i % 100 == 0) {
                gateway.enqueue("stays " + i, "to", "+393330000001", "pinned", "true");
            }
            gateway.enqueue(texts[i], "to", "+393330000001");
        }

        awaitReceived("kpnqwest", texts);
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.account.first").size() == 3);
        assertThat(gateway.providers().counts().twice()).isZero();
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();

        // What comes later goes the same way, although pinned messages are before it.
        gateway.enqueue("later", "to", "+393330000001");
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .anyMatch(received -> received.text().equals("later")));

        gateway.providers().changePassword("messagenet", "demo-password");
        gateway.changeAccounts(ACCOUNTS.replace("description: First", "description: First, mended"));
        awaitReceived("messagenet", List.of("stays 0", "stays 100", "stays 200").toArray(String[]::new));
        assertThat(gateway.providers().counts().twice()).isZero();
    }

    @Test
    void opensAnAccountAgainWhoseMessagesGoByAnother() throws Exception {
        gateway.with("staffetta.park.probe-delays", "1s, 2s").start();
        gateway.providers().changePassword("messagenet", "another");
        gateway.enqueue("by the second", "to", "+393330000001");
        awaitReceived("kpnqwest", "by the second");

        gateway.providers().changePassword("messagenet", "demo-password");

        int[] sent = {0};
        await().atMost(RunningGateway.LIMIT).until(() -> {
            gateway.enqueue("probe " + sent[0]++, "to", "+393330000001");
            return gateway.providers().received().stream()
                    .anyMatch(received -> received.provider().equals("messagenet"));
        });
        assertThat(gateway.providers().counts().twice()).isZero();
    }
}
