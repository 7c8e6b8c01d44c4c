package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.CuttableNetwork;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.ThreadDump;
import io.staffetta.it.support.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that stops, crashes or cannot be reached in the middle of traffic, and comes back: nothing is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerOutageSentences {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ExternalBroker broker;

    BrokerOutageSentences(ExternalBroker broker) {
        this.broker = broker;
    }

    @BeforeAll
    void start() {
        broker.start();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest(name = "reached by {0}")
    @ValueSource(strings = {"tcp://127.0.0.1:%d", "failover:(tcp://127.0.0.1:%d)?timeout=5000"})
    void losesAndDoublesNothingInOutagesAndGoesOnByItself(String url) throws Exception {
        try (CuttableNetwork network = new CuttableNetwork(broker.port());
                RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                        .on(broker)
                        .with("staffetta.broker.url", url.formatted(network.port()))
                        // Recipients are busy here, not the account, which no breaker is to hold up.
                        .with("staffetta.breaker.window", "1000")
                        .with("staffetta.breaker.failures-percent", "100")
                        .start()) {
            Traffic traffic = new Traffic(gateway, broker);
            try (traffic) {
                awaitTraffic(traffic);
                broker.stop();
                awaitAway(gateway);
                broker.start();
                awaitTraffic(traffic);
                broker.kill();
                awaitAway(gateway);
                broker.start();
                awaitTraffic(traffic);
                network.cut();
                awaitAway(gateway);
                network.mend();
                awaitTraffic(traffic);
            }
            gateway.connect();

            ThreadDump.ifFails(getClass().getSimpleName(), () -> await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(traffic.missing(gateway.browse("sms.dead-letter")))
                            .isEmpty()));
            assertThat(traffic.duplicates()).as("sent twice").isZero();
            assertThat(traffic.answers().keySet()).isEqualTo(Set.of(202, 503));
            System.out.printf(
                    "%s %s: taken %d, HTTP %s%n",
                    getClass().getSimpleName(), url, traffic.taken().size(), traffic.answers());
        }
    }

    /** Waits until messages are taken by both ways. */
    private static void awaitTraffic(Traffic traffic) {
        Set<String> before = traffic.taken();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(traffic.taken().stream()
                        .filter(text -> !before.contains(text))
                        .map(text -> text.substring(0, text.indexOf(' ')))
                        .collect(Collectors.groupingBy(way -> way, Collectors.counting())))
                .hasSize(2)
                .allSatisfy((way, count) -> assertThat(count).isGreaterThan(15)));
    }

    /** Waits until the gateway knows that the broker is away, and says so. */
    private static void awaitAway(RunningGateway gateway) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health/ready")
                                .send()
                                .body())
                        .contains("\"name\":\"broker\",\"status\":\"DOWN\""));
        RawHttp.Answer answer = gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                .body("{\"to\": \"+393330000001\", \"text\": \"refused\", \"account\": \"kpnqwest\"}"
                        .getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }
}
