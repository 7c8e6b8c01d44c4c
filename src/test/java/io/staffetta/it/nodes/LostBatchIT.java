package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.DroppedFiles;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.Shell;
import io.staffetta.sandbox.ProviderSandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A batch whose gateway stands still, or is killed, with the file in a folder that no other gateway has: another one ends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostBatchIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int QUEUE = 200;
    private static final int ROWS = 500;

    private final ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0);
    private final ExternalBroker broker = new ClassicBrokerProcess();
    private final GatewayProcess lost = new GatewayProcess(providers);
    private final RunningGateway living = RunningGateway.withAccounts("accounts: {}\n");
    private EmbeddedPostgres postgres;

    @BeforeAll
    void start() throws Exception {
        postgres = PostgresDatabase.builder().start();
        broker.start();
        String ledger = postgres.getJdbcUrl("postgres", "postgres");
        lost.on(broker)
                .with("staffetta.node.name", "lost")
                .with("staffetta.ledger.url", ledger)
                .with("staffetta.ledger.user", "postgres")
                .with("staffetta.batch.queue-limit", String.valueOf(QUEUE))
                .with("staffetta.batch.pick-up", "rename")
                .launch();
        Files.copy(
                lost.home().resolve("config/accounts.yaml"),
                living.home().resolve("config/accounts.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        living.on(broker)
                .with("staffetta.node.name", "living")
                .with("staffetta.ledger.url", ledger)
                .with("staffetta.ledger.user", "postgres")
                .with("staffetta.batch.pick-up", "rename")
                .start();
        lost.awaitReady();
    }

    @AfterAll
    void stop() throws IOException {
        lost.close();
        living.close();
        broker.close();
        postgres.close();
        providers.close();
    }

    private RawHttp.Answer send(String method, String path, String json) {
        return living.request(Addresses.HTTP, method, path)
                .body(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private JsonNode batch(String id) {
        return living.request(Addresses.HTTP, "GET", "/v1/batches/" + id).send().json();
    }

    private RawHttp.Answer cancel(String id) {
        return send("POST", "/v1/batches/" + id + "/cancel", "");
    }

    private Commands.Result command(String... words) {
        return Commands.run(
                Stream.concat(Stream.of(words), living.commandLine().stream()).toArray(String[]::new));
    }

    private void hold() {
        assertThat(send("POST", "/v1/hold", "{\"why\": \"test\"}").status()).isEqualTo(200);
        // Of either gateway.
        await().atMost(LIMIT).until(() -> query("select message_id, number from attempt where ended_at is null")
                .isEmpty());
    }

    private void resume() {
        assertThat(send("POST", "/v1/hold/resume", "").status()).isEqualTo(200);
    }

    private Map<String, Long> query(String sql) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getLong(2));
            }
        }
        return rows;
    }

    /** Has the lost gateway be silent for so long: nobody waits for that here. */
    private void silentFor(long seconds) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update node set seen_at = (extract(epoch from clock_timestamp()) * 1000)::bigint - "
                            + seconds * 1000 + " where name = 'lost'");
        }
    }

    private static String file(String name) {
        return "to,text\n"
                + IntStream.rangeClosed(1, ROWS)
                        .mapToObj(row -> "+393330000001," + name + " " + row + "\n")
                        .collect(Collectors.joining());
    }

    /** Has the lost gateway take the first rows of a file; returns the id of the batch when no more go onto the queue. */
    private String begun(String name) throws Exception {
        new DroppedFiles(lost.home().resolve("data")).drop(name, file(name));
        String sql =
                "select id, taken from batch where name = '" + name + "' and state = 'RUNNING' and taken >= " + QUEUE;
        await().atMost(LIMIT).until(() -> !query(sql).isEmpty());
        return query(sql).keySet().iterator().next();
    }

    private Map<String, Integer> sent(String name) {
        Map<String, Integer> sent = new HashMap<>();
        providers.received().stream()
                .filter(received -> received.text().startsWith(name))
                .forEach(received -> sent.merge(received.text(), 1, Integer::sum));
        return sent;
    }

    private JsonNode ended(String id) {
        await().atMost(LIMIT).until(() -> batch(id).hasNonNull("finishedAt"));
        return batch(id);
    }

    @Test
    @Order(1)
    void aGatewayThatStoodStillSendsNothingMoreOfABatchThatWasEnded() throws Exception {
        hold();
        String id = begun("still.csv");
        Shell.run("kill -STOP \"$1\"", String.valueOf(lost.process().pid()));
        silentFor(12);
        await().atMost(LIMIT)
                .until(() -> batch(id).path("waitsFor").asText().contains("gateway 'lost', which is silent since"));

        Commands.Result early = command("batches", "cancel", id, "--yes");
        assertThat(early.code()).as(early.err()).isZero();
        assertThat(early.out())
                .contains(
                        "waits for gateway 'lost', which has its file and is silent since",
                        "ends it without its answers");
        assertThat(batch(id).hasNonNull("finishedAt")).isFalse();
        RawHttp.Answer again = cancel(id);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("detail").asText())
                .matches(
                        ".*gateway 'lost', which has its file, has been silent for \\d+ s\\. It can be ended without its"
                                + " answers from 2\\S+Z on.*");

        silentFor(60);
        await().atMost(LIMIT).until(() -> cancel(id).status() == 200);
        JsonNode ended = ended(id);
        assertThat(ended.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(ended.path("taken").asLong()).isGreaterThanOrEqualTo(QUEUE);
        assertThat(ended.path("notTaken").asLong())
                .isEqualTo(ROWS - ended.path("taken").asLong());
        assertThat(ended.path("cancelled").asLong())
                .isEqualTo(ended.path("messages").asLong());
        RawHttp.Answer result = living.request(Addresses.HTTP, "GET", "/v1/batches/" + id + "/result")
                .send();
        assertThat(result.status()).isEqualTo(404);
        assertThat(result.json().path("code").asText()).isEqualTo("answer_lost");
        assertThat(send("GET", "/v1/audit?action=batch.cancel", "").body()).contains("\"lostWith\":\"lost\"");

        Shell.run("kill -CONT \"$1\"", String.valueOf(lost.process().pid()));
        resume();
        // Put to error by the gateway that came back, which so has seen that nothing is to be done.
        assertThat(new DroppedFiles(lost.home().resolve("data")).why("still.error.txt"))
                .contains("nothing more of it is sent");
        assertThat(query("select state, count(*) from message where batch = '" + id + "' group by state"))
                .containsOnlyKeys("CANCELLED");
        assertThat(sent("still.csv")).isEmpty();
    }

    @Test
    @Order(2)
    void whatAKilledGatewayHadNotSentIsSentOnceWhenTheSameFileIsDroppedAgain() throws Exception {
        new DroppedFiles(lost.home().resolve("data")).drop("killed.csv", file("killed.csv"));
        await().atMost(LIMIT).until(() -> sent("killed.csv").size() >= 50);
        hold();
        String sql = "select id, position from batch where name = 'killed.csv'";
        String id = query(sql).keySet().iterator().next();
        lost.kill();
        int before = sent("killed.csv").size();
        silentFor(60);

        assertThat(command("batches", "cancel", id, "--yes").code()).isZero();
        await().atMost(LIMIT)
                .until(() -> cancel(id).status() == 409 && batch(id).hasNonNull("finishedAt"));
        JsonNode ended = ended(id);
        assertThat(ended.path("accepted").asInt()).isEqualTo(before);
        assertThat(ended.path("notTaken").asLong() + ended.path("taken").asLong())
                .isEqualTo(ROWS);

        resume();
        lost.launch();
        DroppedFiles files = new DroppedFiles(living.home().resolve("data"));
        files.drop("killed.csv", file("killed.csv"));

        List<String> last = files.rows("killed.final.csv");
        assertThat(last).hasSize(ROWS);
        assertThat(last.stream().filter(line -> line.contains(",repeated,")).count())
                .isEqualTo(before);
        assertThat(sent("killed.csv")).hasSize(ROWS);
        assertThat(sent("killed.csv").values()).as("sent once").containsOnly(1);
        assertThat(new DroppedFiles(lost.home().resolve("data")).why("killed.error.txt"))
                .contains("nothing more of it is sent");
    }
}
