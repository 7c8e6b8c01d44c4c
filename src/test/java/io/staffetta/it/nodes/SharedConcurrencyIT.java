package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.DemoAccounts;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways in processes of their own, on one broker and one PostgreSQL ledger, keep an account's concurrency together. */
class SharedConcurrencyIT {

    private static final long CONCURRENCY = 4;
    private static final int PER_SECOND = 5;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** The time-outs of the two gateways together, what an attempt may take above them, and the silence of a dead node. */
    private static final Duration TERM = Duration.ofSeconds(1 + 3 + 30 + 10);

    private TwoGateways nodes;

    @BeforeEach
    void start() throws IOException {
        nodes = new TwoGateways(new ClassicBrokerProcess(), gateway -> gateway.writeAccounts(DemoAccounts.YAML
                        .replaceFirst("(?m)^    url:", "    limits: {concurrency: " + CONCURRENCY + "}\n    url:")
                        .replaceFirst(
                                "(?m)^    adminEmail:",
                                "    limits: {concurrency: 2, perSecond: " + PER_SECOND + "}\n    adminEmail:"))
                .with("staffetta.provider.connect-timeout", "1000")
                .with("staffetta.provider.response-timeout", "3000"));
    }

    @AfterEach
    void stop() throws IOException {
        nodes.close();
    }

    private void put(String account, int count, String priority) throws JMSException {
        try (Connection connection = nodes.broker.connect();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"));
            for (int i = 0; i < count; i++) {
                TextMessage message = session.createTextMessage(priority + " " + i);
                message.setStringProperty("to", "+393330000001");
                message.setStringProperty("account", account);
                message.setStringProperty("priority", priority);
                producer.send(message);
            }
            session.commit();
        }
    }

    private long mostAtOnce() {
        return nodes.providers.counts().mostAtOnce().getOrDefault("messagenet", 0L);
    }

    private Map<String, Long> slots() throws SQLException {
        return nodes.query("select n.name, sum(usual_held + reserved_held) from claim c join node n on n.id = c.node"
                + " where usual_held + reserved_held > 0 and until > extract(epoch from clock_timestamp()) * 1000000"
                + " group by n.name");
    }

    @Test
    void neverSubmitsMoreAtOnceThanTheAccountMayWithBothGatewaysAtWork() throws Exception {
        nodes.providers.latency(Duration.ofMillis(200));
        long begun = System.nanoTime();
        put("messagenet", 80, "normal");
        await().atMost(LIMIT).until(() -> nodes.providers.counts().taken() >= 40);
        long usual = mostAtOnce();
        put("messagenet", 80, "high");
        await().atMost(LIMIT).until(() -> nodes.providers.counts().taken() == 160);

        assertThat(usual).as("all but what is kept free").isEqualTo(CONCURRENCY - 1);
        assertThat(mostAtOnce()).as("all of it, and no more").isEqualTo(CONCURRENCY);
        assertThat(nodes.providers.counts().twice()).isZero();
        Map<String, Long> sent =
                nodes.query("select n.name, count(*) from attempt a join node n on n.id = a.node group by n.name");
        System.out.println("MEASURED 160 messages, " + CONCURRENCY + " at once, provider 200 ms, two gateways: "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms, sent by " + sent);
        assertThat(sent).hasSize(2).allSatisfy((name, count) -> assertThat(count)
                .as("sent by gateway %s", name)
                .isGreaterThan(30));
        await().until(() -> slots().isEmpty());
    }

    @Test
    void goesOnWithTheSlotsOfAKilledGatewayWhenItsSubmissionsHaveEnded() throws Exception {
        nodes.providers.latency(Duration.ofMillis(500));
        put("messagenet", 500, "high");
        await().atMost(LIMIT).until(() -> nodes.providers.counts().taken() > 50 && slots().size() == 2);
        nodes.get("one").kill();
        long killed = System.nanoTime();
        nodes.providers.clear();
        long lost = slots().get("one");
        assertThat(lost).isPositive();

        // Until the time is over, the other has no more than the rest.
        await().atMost(TERM.minusSeconds(10))
                .until(() -> System.nanoTime() - killed > TERM.minusSeconds(15).toNanos());
        assertThat(mostAtOnce()).isEqualTo(CONCURRENCY - lost);

        await().atMost(LIMIT).until(() -> mostAtOnce() == CONCURRENCY);
        Duration free = Duration.ofNanos(System.nanoTime() - killed);
        System.out.println("MEASURED slots of a killed gateway were used again after " + free.toMillis() + " ms, term "
                + TERM.toMillis() + " ms, " + lost + " slots");
        assertThat(free).isLessThan(TERM.plusSeconds(15));
        assertThat(slots()).doesNotContainKey("one");
    }

    @Test
    void keepsThePaceOfAnAccountWhoseSubmissionsWaitForSlots() throws Exception {
        // Two at once, one of them for urgent messages: of these no two in a second, of all no more than two.
        nodes.providers.latency(Duration.ofSeconds(1));
        put("kpnqwest", 6, "normal");
        put("kpnqwest", 6, "high");
        await().atMost(LIMIT).until(() -> nodes.providers.counts().mostAtOnce().getOrDefault("kpnqwest", 0L) == 2);
        // Then they come free faster than they may begin.
        nodes.providers.latency(Duration.ZERO);
        put("kpnqwest", 20, "high");
        await().atMost(LIMIT).until(() -> nodes.providers.counts().taken() == 32);

        assertThat(nodes.providers.counts().mostAtOnce()).containsEntry("kpnqwest", 2L);
        List<Long> begun = nodes.query("select message_id, begun_at from attempt").values().stream()
                .sorted()
                .toList();
        assertThat(begun).hasSize(32);
        for (int i = PER_SECOND; i < begun.size(); i++) {
            // Whole milliseconds are recorded.
            assertThat(begun.get(i) - begun.get(i - PER_SECOND))
                    .as("ms from submission %d to %d", i - PER_SECOND, i)
                    .isGreaterThanOrEqualTo(999);
        }
        await().until(() -> slots().isEmpty());
    }

    @Test
    void leavesItsMessagesAndSlotsToTheOtherWhenItStopsWhileTheyWait() throws Exception {
        nodes.providers.latency(Duration.ofMillis(500));
        put("messagenet", 100, "high");
        await().atMost(LIMIT).until(() -> nodes.providers.counts().taken() > 20 && slots().size() == 2);

        assertThat(nodes.get("one").terminate()).isEqualTo(143);

        assertThat(slots()).doesNotContainKey("one");
        assertThat(nodes.query("select n.name, count(*) from claim c join node n on n.id = c.node group by n.name"))
                .containsOnlyKeys("other");
        nodes.providers.clear();
        await().atMost(LIMIT).until(() -> mostAtOnce() == CONCURRENCY);
        await().atMost(LIMIT).until(() -> nodes.query("select state, count(*) from message group by state")
                .equals(Map.of("ACCEPTED", 100L)));
        assertThat(nodes.query("select 'attempts', count(*) from attempt")).containsEntry("attempts", 100L);
    }
}
