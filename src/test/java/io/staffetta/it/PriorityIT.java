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
    private List<Long> idle;

    @BeforeAll
    void flood() throws Exception {
        gateway.start();
        gateway.providers().latency(LATENCY);
        urgent(gateway, "warm", URGENT);
        idle = urgent(gateway, "idle", URGENT);
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
        long taken = gateway.providers().counts().taken();

        List<Long> flooded = urgent(gateway, "flooded", URGENT);

        System.out.println("MEASURED milliseconds of an urgent message, provider " + LATENCY.toMillis() + ": idle "
                + idle + ", with " + FLOOD + " others waiting " + flooded);
        assertThat(gateway.providers().counts().taken() - taken)
                .as("the others go on meanwhile")
                .isGreaterThan(URGENT);
        assertThat(flooded.get(URGENT / 2)).as("median").isLessThan(2 * idle.get(URGENT / 2));
        assertThat(flooded.get(URGENT / 2) - LATENCY.toMillis())
                .as("until it leaves, median")
                .isLessThan(1000);
    }

    /** How long some urgent messages took, one after another, in milliseconds, sorted. */
    private static List<Long> urgent(RunningGateway gateway, String kind, int count) throws Exception {
        List<Long> millis = new ArrayList<>();
        try (MessageConsumer outcomes =
                gateway.session().createConsumer(gateway.session().createTopic("sms.outcome"))) {
            for (int i = 0; i < count; i++) {
                String reference = kind + "-" + i;
                long begun = System.nanoTime();
                gateway.enqueue(
                        "urgent " + reference, "to", "+393330000001", "priority", "high", "reference", reference);
                RunningGateway.nextOutcome(outcomes, reference);
                millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
            }
        }
        Collections.sort(millis);
        return millis;
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
