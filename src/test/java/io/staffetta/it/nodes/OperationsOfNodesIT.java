package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.OperationClient;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.RawHttp;
import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.wire.Received;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two gateways on one broker of its own and one PostgreSQL ledger: one is killed in the middle of a redrive, the other goes on. */
class OperationsOfNodesIT {

    private static final int LETTERS = 2000;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static EmbeddedPostgres postgres;

    private static Stream<ExternalBroker> brokers() {
        return Stream.of(new ClassicBrokerProcess(), ArtemisServer.asRecommended());
    }

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresDatabase.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static void start(
            Map<String, GatewayProcess> gateways, ExternalBroker broker, ProviderSandbox providers, String database)
            throws SQLException {
        execute("create database " + database);
        for (String name : List.of("one", "other")) {
            gateways.put(
                    name,
                    new GatewayProcess(providers)
                            .on(broker)
                            .with("staffetta.node.name", name)
                            .with("staffetta.ledger.url", postgres.getJdbcUrl("postgres", database))
                            .with("staffetta.ledger.user", "postgres")
                            .launch());
        }
        gateways.values().forEach(GatewayProcess::awaitReady);
    }

    private static void execute(String sql) throws SQLException {
        try (java.sql.Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Name of the gateway that does operations. */
    private static String owner(String database) throws SQLException {
        try (java.sql.Connection connection =
                        postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select n.name from lease l join node n on n.id = l.node where l.job = 'operations'")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static OperationClient client(GatewayProcess gateway) {
        return new OperationClient(
                (method, path) -> RawHttp.request(Integer.parseInt(gateway.setting(Addresses.HTTP)), method, path)
                        .header("Host: 127.0.0.1")
                        .header("Authorization: Bearer " + gateway.adminToken())
                        .header("Content-Type: application/json"));
    }

    private static int total(OperationClient client) {
        return client.get("/v1/dead-letters?group=reason").path("total").asInt();
    }

    private static void die(ExternalBroker broker) throws JMSException {
        try (Connection connection = broker.connect();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            for (int i = 0; i < LETTERS; i++) {
                TextMessage message = session.createTextMessage("letter " + i);
                message.setStringProperty("to", "+393330000001");
                message.setStringProperty("account", "no-such");
                producer.send(message);
            }
            session.commit();
        }
    }

    private static boolean isAnyDead(ExternalBroker broker) throws JMSException {
        try (Connection connection = broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(session.createQueue("sms.dead-letter"))) {
            return browser.getEnumeration().hasMoreElements();
        }
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void goOnWithWhatOneThatWasKilledHasBegun(ExternalBroker broker) throws Exception {
        String database = "of_" + broker.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        try (broker;
                ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0)) {
            broker.start();
            // Those that one which does not start leaves behind are ended, too.
            Map<String, GatewayProcess> gateways = new LinkedHashMap<>();
            try {
                start(gateways, broker, providers, database);
                OperationClient one = client(gateways.get("one"));
                die(broker);
                await().atMost(LIMIT).until(() -> total(one) == LETTERS);
                // An attempt that is cut off is another story.
                assertThat(one.send("POST", "/v1/hold", "{\"why\":\"test\"}").status())
                        .isEqualTo(200);

                String id = one.order("{\"kind\":\"redrive\",\"filter\":{},\"toAccount\":\"messagenet\"}")
                        .path("id")
                        .asText();
                JsonNode begun = await().atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(10))
                        .until(
                                () -> one.get("/v1/operations/" + id + "?limit=1"),
                                now -> now.path("done").asInt() > 0);
                String killed = owner(database);
                gateways.get(killed).kill();
                assertThat(begun.path("done").asInt()).isLessThan(LETTERS);

                OperationClient left = client(gateways.get(killed.equals("one") ? "other" : "one"));
                JsonNode done = left.ended(id, LIMIT);
                assertThat(done.path("outcomes").toString()).isEqualTo("{\"DONE\":" + LETTERS + "}");
                assertThat(owner(database)).isNotEqualTo(killed);
                assertThat(total(left)).isZero();
                assertThat(isAnyDead(broker)).isFalse();
                assertThat(providers.received()).isEmpty();

                assertThat(left.send("POST", "/v1/hold/resume", "").status()).isEqualTo(200);
                await().atMost(LIMIT).until(() -> providers.received().size() >= LETTERS);
                assertThat(providers.received().stream().map(Received::text))
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, LETTERS)
                                .mapToObj(i -> "letter " + i)
                                .toList());
                assertThat(total(left)).isZero();
            } finally {
                gateways.values().forEach(GatewayProcess::close);
            }
        }
    }
}
