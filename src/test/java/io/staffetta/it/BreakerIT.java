package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An account whose provider does not keep up rests, costs nothing meanwhile, and comes back by itself. */
class BreakerIT {

    private static final int MANY = 10_000;
    private static final int WINDOW = 5;

    private final RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
            .with("staffetta.breaker.window", "" + WINDOW)
            .with("staffetta.breaker.probe-delays", "2s, 3s");

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void makeBusy() throws Exception {
        gateway.providers()
                .script(Step.of(Behaviour.UNAVAILABLE).forProvider("messagenet").times(1_000_000));
        for (int i = 0; i < WINDOW; i++) {
            gateway.enqueue("busy " + i, "to", "+393330000001", "account", "messagenet");
        }
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().requests() >= WINDOW);
    }

    private void awaitReceived(String text) {
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch(text::equals));
    }

    @Test
    void restsAndComesBackWhenAProbeGetsThrough() throws Exception {
        gateway.start();
        makeBusy();
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("waits", "to", "+393330000001", "account", "messagenet", "reference", "waits");
            gateway.providers().clearScript();

            JsonNode accepted = RunningGateway.nextOutcome(outcomes, "waits");
            assertThat(accepted.path("outcome").asText()).isEqualTo("ACCEPTED");
        }
        for (int i = 0; i < WINDOW; i++) {
            awaitReceived("busy " + i);
        }
        assertThat(gateway.providers().counts().twice()).isZero();
    }

    @Test
    void restsWhenTheProviderDoesNotAnswerInTime() throws Exception {
        gateway.with("staffetta.provider.response-timeout", "300").start();
        for (int i = 0; i < WINDOW; i++) {
            gateway.enqueue("no answer " + i, "to", "+393330000504", "account", "messagenet");
        }

        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(gateway.request(Addresses.HTTP, "GET", "/v1/accounts")
                                .send()
                                .body())
                        .contains("slower than 300 ms"));
    }

    @Test
    void holdsManyMessagesWithoutThreadsOrMemoryAndWithoutHoldingOthersUp() throws Exception {
        gateway.with("staffetta.breaker.probe-delays", "1h").start();
        makeBusy();
        gateway.enqueue("warm", "to", "+393330000001", "account", "kpnqwest");
        awaitReceived("warm");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.retry.1s").isEmpty()
                        && gateway.browse("sms.retry.2s").isEmpty());
        // What takes messages in has its threads after this.
        fill(MANY / 10);
        long requests = gateway.providers().counts().requests();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long heap = usedHeap();

        fill(MANY);
        gateway.enqueue("not held up", "to", "+393330000001", "account", "kpnqwest");
        awaitReceived("not held up");

        int threadsAfter = ManagementFactory.getThreadMXBean().getThreadCount();
        long kilobytes = (usedHeap() - heap) / 1024;
        System.out.println("MEASURED " + MANY + " messages wait at a parked account: " + (threadsAfter - threads)
                + " threads and " + kilobytes + " KiB of heap more, broker included");
        assertThat(threadsAfter).isLessThanOrEqualTo(threads + 5);
        assertThat(kilobytes).as("KiB of heap, the broker's cache included").isLessThan(64 * 1024);
        assertThat(gateway.providers().counts().requests()).isEqualTo(requests + 1);
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    private void fill(int many) throws Exception {
        Session session = gateway.transactedSession();
        MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"));
        for (int i = 0; i < many; i++) {
            TextMessage message = session.createTextMessage("held " + i);
            message.setStringProperty("to", "+393330000001");
            message.setStringProperty("account", "messagenet");
            producer.send(message);
            if (i % 500 == 499) {
                session.commit();
            }
        }
        session.close();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> gateway.browse("sms.outbound").isEmpty());
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
