package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import org.junit.jupiter.api.Test;

/** Probes choose their messages on Artemis as on the embedded broker. */
class ArtemisProbeIT {

    private static final String BLOCKED = "+393330000099";

    @Test
    void takeAnotherMessageThanTheOneThatParkedTheAccount() throws Exception {
        try (ExternalBroker broker = ArtemisServer.asRecommended()) {
            broker.start();
            try (RunningGateway gateway = RunningGateway.withAccounts(
                            DemoAccounts.YAML.replaceFirst("(?m)^    url:", "    limits: {concurrency: 1}\n    url:"))
                    .on(broker)
                    .with("staffetta.park.probe-delays", "1s, 1h")) {
                gateway.start();
                gateway.providers()
                        .script(Step.status(403, "<html><body>Forbidden</body></html>")
                                .forRecipient(BLOCKED)
                                .times(1_000_000));
                gateway.enqueue("blocked", "to", BLOCKED);
                await().atMost(RunningGateway.LIMIT).until(() -> gateway.request(Addresses.HTTP, "GET", "/v1/accounts")
                        .send()
                        .body()
                        .contains("HTTP 403"));
                gateway.enqueue("good", "to", "+393330000001");

                await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                        .map(Received::text)
                        .anyMatch("good"::equals));
                assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("REFUSED");
                assertThat(gateway.providers().counts().twice()).isZero();
            }
        }
    }
}
