package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.sandbox.ProviderSandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two gateways in processes of their own, on one broker and one PostgreSQL ledger, keep an account's concurrency together. The
 * last two tests end one, and the other one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedConcurrencyIT {

    private static final long CONCURRENCY = 4;
    private static final int PER_SECOND = 5;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** The time-outs of the two gateways together, what an attempt may take above them, and the silence of a dead node. */
    private static final Duration TERM = Duration.ofSeconds(1 + 3 + 30 + 10);

    private final ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0);
    private final ExternalBroker broker = new ClassicBrokerProcess();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private EmbeddedPostgres postgres;
    private long since;

    @BeforeAll
    void start() throws IOException {
        postgres = PostgresDatabase.builder().start();
        broker.start();
        for (String name : List.of("one", "other")) {
            gateways.add(new GatewayProcess(providers)
                    .writeAccounts(DemoAccounts.YAML
                            .replaceFirst("(?m)^    url:", "    limits: {concurrency: " + CONCURRENCY + "}\n    url:")
                            .replaceFirst(
                                    "(?m)^    adminEmail:",
                                    "    limits: {concurrency: 2, perSecond: " + PER_SECOND + "}\n    adminEmail:"))
                    .on(broker)
                    .with("staffetta.node.name", name)
                    .with("staffetta.provider.connect-timeout", "1000")
                    .with("staffetta.provider.response-timeout", "3000")
                    .with("staffetta.ledger.url", postgres.getJdbcUrl("postgres", "postgres"))
                    .with("staffetta.ledger.user", "postgres")
                    .launch());
        }
        gateways.forEach(GatewayProcess::awaitReady);
    }

    @AfterAll
    void stop() throws IOException {
        gateways.forEach(GatewayProcess::close);
        broker.close();
        postgres.close();
        providers.close();
    }

    /** Each test has its own messages: those that were taken after it began. */
    @BeforeEach
    void forget() {
        providers.latency(Duration.ZERO);
        providers.clear();
        since = System.currentTimeMillis();
    }

    private void put(String account, int count, String priority) throws JMSException {
        try (Connection connection = broker.connect();
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
        return providers.counts().mostAtOnce().getOrDefault("messagenet", 0L);
    }

    /** Rows of a query with a text and a number each. */
    private Map<String, Long> query(String sql) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (java.sql.Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getLong(2));
            }
        }
        return rows;
    }

    private Map<String, Long> slots() throws SQLException {
        return query("select n.name, sum(usual_held + reserved_held) from claim c join node n on n.id = c.node"
                + " where usual_held + reserved_held > 0 and until > extract(epoch from clock_timestamp()) * 1000000"
                + " group by n.name");
    }

    @Test
    @Order(1)
    void neverSubmitsMoreAtOnceThanTheAccountMayWithBothGatewaysAtWork() throws Exception {
        providers.latency(Duration.ofMillis(200));
        long begun = System.nanoTime();
        put("messagenet", 80, "normal");
        await().atMost(LIMIT).until(() -> providers.counts().taken() >= 40);
        long usual = mostAtOnce();
        put("messagenet", 80, "high");
        await().atMost(LIMIT).until(() -> providers.counts().taken() == 160);

        assertThat(usual).as("all but what is kept free").isEqualTo(CONCURRENCY - 1);
        assertThat(mostAtOnce()).as("all of it, and no more").isEqualTo(CONCURRENCY);
        assertThat(providers.counts().twice()).isZero();
        Map<String, Long> sent =
                query("select n.name, count(*) from attempt a join node n on n.id = a.node where a.begun_at >= " + since
                        + " group by n.name");
        System.out.println("MEASURED 160 messages, " + CONCURRENCY + " at once, provider 200 ms, two gateways: "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms, sent by " + sent);
        assertThat(sent).hasSize(2).allSatisfy((name, count) -> assertThat(count)
                .as("sent by gateway %s", name)
                .isGreaterThan(30));
        await().until(() -> slots().isEmpty());
    }

    @Test
    @Order(4)
    void goesOnWithTheSlotsOfAKilledGatewayWhenItsSubmissionsHaveEnded() throws Exception {
        providers.latency(Duration.ofMillis(500));
        put("messagenet", 500, "high");
        await().atMost(LIMIT).until(() -> providers.counts().taken() > 50 && slots().size() == 2);
        gateways.get(0).kill();
        long killed = System.nanoTime();
        long lost = slots().get("one");
        assertThat(lost).isPositive();
        // Its calls end at the provider.
        await().atMost(LIMIT).until(() -> {
            providers.clear();
            return mostAtOnce() <= CONCURRENCY - lost;
        });

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
    @Order(2)
    void keepsThePaceOfAnAccountWhoseSubmissionsWaitForSlots() throws Exception {
        // Two at once, one of them for urgent messages: of these no two in a second, of all no more than two.
        providers.latency(Duration.ofSeconds(1));
        put("kpnqwest", 6, "normal");
        put("kpnqwest", 6, "high");
        await().atMost(LIMIT).until(() -> providers.counts().mostAtOnce().getOrDefault("kpnqwest", 0L) == 2);
        // Then they come free faster than they may begin.
        providers.latency(Duration.ZERO);
        put("kpnqwest", 20, "high");
        await().atMost(LIMIT).until(() -> providers.counts().taken() == 32);

        assertThat(providers.counts().mostAtOnce()).containsEntry("kpnqwest", 2L);
        List<Long> begun =
                query("select message_id, begun_at from attempt where begun_at >= " + since).values().stream()
                        .sorted()
                        .toList();
        assertThat(begun).hasSize(32);
        for (int i = PER_SECOND; i < begun.size(); i++) {
            // The database counts by its own clock.
            assertThat(begun.get(i) - begun.get(i - PER_SECOND))
                    .as("ms from submission %d to %d", i - PER_SECOND, i)
                    .isGreaterThanOrEqualTo(980);
        }
        await().until(() -> slots().isEmpty());
    }

    @Test
    @Order(3)
    void leavesItsMessagesAndSlotsToTheOtherWhenItStopsWhileTheyWait() throws Exception {
        providers.latency(Duration.ofMillis(500));
        put("messagenet", 100, "high");
        await().atMost(LIMIT).until(() -> providers.counts().taken() > 20 && slots().size() == 2);

        GatewayProcess ended = gateways.get(0);
        assertThat(ended.terminate()).isEqualTo(143);

        assertThat(slots()).doesNotContainKey("one");
        assertThat(query("select n.name, count(*) from claim c join node n on n.id = c.node group by n.name"))
                .containsOnlyKeys("other");
        providers.clear();
        await().atMost(LIMIT).until(() -> mostAtOnce() == CONCURRENCY);
        await().atMost(LIMIT)
                .until(() -> query("select state, count(*) from message where taken_at >= " + since + " group by state")
                        .equals(Map.of("ACCEPTED", 100L)));
        assertThat(query("select 'attempts', count(*) from attempt where begun_at >= " + since))
                .containsEntry("attempts", 100L);
        ended.start();
    }
}
