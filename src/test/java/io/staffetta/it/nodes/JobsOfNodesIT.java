package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.it.support.ClassicBrokerProcess;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two gateways in processes of their own, on one broker and one PostgreSQL ledger, of which one asks for delivery reports.
 * Something is always to be asked: a round of questions takes longer than the wait before the next. The last test kills one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JobsOfNodesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MESSAGES = 10;
    /** What an answer of the provider takes: who asks one question after the other asks no faster. */
    private static final Duration ANSWER = Duration.ofMillis(500);
    /** How long the job of a dead gateway is nobody's, with something for a slow machine. */
    private static final Duration TERM = Duration.ofSeconds(15 + 15);

    private TwoGateways nodes;

    @BeforeAll
    void start() throws Exception {
        nodes = new TwoGateways(new ClassicBrokerProcess(), gateway -> gateway.with("staffetta.reports.delays", "1s"));
        nodes.providers.latency(ANSWER);
        for (int i = 0; i < MESSAGES; i++) {
            put("pending " + i, "+393330000620");
        }
        // Each was asked about, and so was part of a round.
        await().atMost(LIMIT)
                .until(() ->
                        asked().size() == MESSAGES && asked().values().stream().allMatch(times -> times > 0));
    }

    @AfterAll
    void stop() throws IOException {
        nodes.close();
    }

    private void put(String reference, String to) throws JMSException {
        try (Connection connection = nodes.broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            TextMessage message = session.createTextMessage(reference);
            message.setStringProperty("to", to);
            message.setStringProperty("account", "messagenet");
            message.setStringProperty("reference", reference);
            session.createProducer(session.createQueue("sms.outbound")).send(message);
        }
    }

    /** How often each pending message was asked about, as the ledger has it. */
    private Map<String, Long> asked() throws SQLException {
        return nodes.query("select reference, reports_asked from message where reference like 'pending%'");
    }

    /** Who asks, and until when nobody else does. */
    private Map.Entry<String, Long> owner() throws SQLException {
        return nodes.query(
                        "select n.name, l.until from lease l join node n on n.id = l.node where l.job = 'delivery-reports'")
                .entrySet()
                .iterator()
                .next();
    }

    private Map<String, Long> states(String reference) throws SQLException {
        return nodes.query("select state, count(*) from message where reference = '" + reference + "' group by state");
    }

    private void awaitQuestions(long more) {
        long before = nodes.providers.counts().asked();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> nodes.providers.counts().asked() >= before + more);
    }

    private static List<String> outcomes(MessageConsumer consumer, String reference) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (Message message = consumer.receive(2000); message != null; message = consumer.receive(2000)) {
            JsonNode event = JSON.readTree(message.getBody(String.class));
            String outcome = event.path("outcome").asText();
            // One that was told before the kill is told again, and says so, if its message was not acknowledged yet.
            boolean again = event.path("duplicate").asBoolean() && outcomes.contains(outcome);
            if (event.path("reference").asText().equals(reference) && !again) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    @Test
    @Order(1)
    void areDoneByOneOfThem() throws Exception {
        String owner = owner().getKey();
        Map<String, Long> before = asked();
        long begun = System.nanoTime();
        awaitQuestions(4 * MESSAGES);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        System.out.println("MEASURED " + 4 * MESSAGES + " questions, " + ANSWER.toMillis() + " ms each: "
                + took.toMillis() + " ms");
        // A quarter of the account's concurrency, which is 16, of one gateway alone.
        assertThat(took)
                .as("four questions at once, not eight")
                .isGreaterThan(ANSWER.multipliedBy(4 * MESSAGES - 2).dividedBy(4));
        Map<String, Long> after = asked();
        assertThat(after).allSatisfy((reference, times) -> assertThat(times - before.get(reference))
                .as("how often in about four rounds: %s", reference)
                .isBetween(3L, 5L));
        assertThat(owner().getKey()).isEqualTo(owner);
    }

    @Test
    @Order(2)
    void areTakenOverByTheOtherWhenTheOneThatDoesThemIsKilled() throws Exception {
        try (Connection connection = nodes.broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer told = session.createConsumer(session.createTopic("sms.outcome"))) {
            put("later", "+393330000605");
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> states("later")
                    .containsKey("ACCEPTED"));
            String killed = owner().getKey();
            nodes.get(killed).kill();
            long since = System.nanoTime();
            assertThat(states("later")).as("its report comes afterwards").containsKey("ACCEPTED");
            assertThat(owner().getKey()).isEqualTo(killed);
            long until = owner().getValue();

            // The last question of the killed one may just have been on its way.
            long before = nodes.providers.counts().asked() + 1;
            await().atMost(TERM)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> nodes.providers.counts().asked() > before);
            assertThat(System.currentTimeMillis()).as("nobody asks meanwhile").isGreaterThanOrEqualTo(until);
            System.out.println("MEASURED the questions of a killed gateway went on after "
                    + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
            assertThat(owner().getKey()).isIn("one", "other");
            assertThat(owner().getKey()).isNotEqualTo(killed);

            await().atMost(LIMIT).until(() -> states("later").containsKey("DELIVERED"));
            Map<String, Long> then = asked();
            awaitQuestions(3 * MESSAGES);
            assertThat(asked()).allSatisfy((reference, times) -> assertThat(times - then.get(reference))
                    .as("how often in about three rounds: %s", reference)
                    .isBetween(2L, 4L));
            assertThat(outcomes(told, "later")).containsExactly("ACCEPTED", "DELIVERED");
        }
    }
}
