package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Urgent messages pass a flood of others that waits for the same slow provider, or is still being taken in. {@code
 * src/bench/alarm} measures it with more of them. One flood: first it is being taken in, and then it waits.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PriorityIT {

    private static final int FLOOD = 20_000;
    private static final int URGENT = 10;
    private static final Duration LATENCY = Duration.ofMillis(500);
    private static final int CONCURRENCY = 4;

    private final RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML.replaceFirst(
            "(?m)^    url:", "    limits: {concurrency: " + CONCURRENCY + "}\n    url:"));

    @BeforeAll
    void flood() throws Exception {
        gateway.start();
        gateway.providers().latency(LATENCY);
        flood(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    @Order(1)
    void letsAnUrgentMessagePassAFloodThatIsBeingTakenIn() throws Exception {
        urgent(gateway, "first", 1);

        assertThat(gateway.browse("sms.outbound")).as("those that came before").isNotEmpty();
    }

    @Test
    @Order(2)
    void letsAnUrgentMessagePassAFlood() throws Exception {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> gateway.browse("sms.outbound").isEmpty());
        long before = gateway.providers().counts().taken();

        List<Long> passed = urgent(gateway, "flooded", URGENT);

        assertThat(gateway.providers().counts().taken() - before)
                .as("the others go on meanwhile")
                .isGreaterThan(URGENT);
        assertThat(passed.get(URGENT / 2))
                .as("others of " + FLOOD + " before one, median of " + passed)
                .isLessThan(FLOOD / 100L);
    }

    /** Sends some urgent messages, one after another: how many came to the provider until each was accepted, sorted. */
    private static List<Long> urgent(RunningGateway gateway, String kind, int count) throws Exception {
        List<Long> passed = new ArrayList<>();
        try (MessageConsumer outcomes =
                gateway.session().createConsumer(gateway.session().createTopic("sms.outcome"))) {
            for (int i = 0; i < count; i++) {
                String reference = kind + "-" + i;
                long before = gateway.providers().counts().taken();
                gateway.enqueue(
                        "urgent " + reference, "to", "+393330000001", "priority", "high", "reference", reference);
                RunningGateway.nextOutcome(outcomes, reference);
                passed.add(gateway.providers().counts().taken() - before);
            }
        }
        Collections.sort(passed);
        return passed;
    }

    private static void flood(RunningGateway gateway) throws Exception {
        try (Session session = gateway.transactedSession()) {
            MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"));
            for (int i = 0; i < FLOOD; i++) {
                TextMessage message = session.createTextMessage("bulk " + i);
                message.setStringProperty("to", "+393330000002");
                message.setStringProperty("priority", "bulk");
                producer.send(message);
                if (i % 500 == 499) {
                    session.commit();
                }
            }
        }
    }
}
