package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.ArtemisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two gateways in processes of their own, on one batch folder, one Artemis and one PostgreSQL ledger. The last test kills one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedFolderIT {

    private static final int FILES = 20;
    private static final int ROWS = 2000;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder =
            Path.of("target", "it", UUID.randomUUID().toString(), "shared").toAbsolutePath();
    private TwoGateways nodes;

    @BeforeAll
    void start() throws IOException {
        nodes = new TwoGateways(
                ArtemisServer.asRecommended(), gateway -> gateway.with("staffetta.provider.connect-timeout", "1000")
                        .with("staffetta.provider.response-timeout", "3000")
                        .with("staffetta.batch.folders.shared.path", folder.toString())
                        .with("staffetta.batch.pick-up", "rename")
                        .with("staffetta.batch.poll-milliseconds", "100")
                        .with("staffetta.batch.queue-limit", "500"));
    }

    @AfterAll
    void stop() throws IOException {
        nodes.close();
    }

    @BeforeEach
    void forget() {
        nodes.providers.clear();
    }

    /** Puts a file into the inbox by a rename; each of its rows has a text that no other has. */
    private void drop(String name, int rows) throws IOException {
        Path made = folder.resolve(name);
        Files.writeString(
                made,
                "to,text\n"
                        + IntStream.rangeClosed(1, rows)
                                .mapToObj(row -> "+393330000001," + name + " " + row + "\n")
                                .collect(Collectors.joining()));
        Files.move(made, folder.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> done(String name) throws IOException {
        Path file = folder.resolve("done").resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** What is in {@code done}, but for the gateways' own notes. */
    private long filesDone() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("done"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .count();
        }
    }

    private Map<String, Integer> sent() {
        Map<String, Integer> sent = new HashMap<>();
        nodes.providers.received().forEach(received -> sent.merge(received.text(), 1, Integer::sum));
        return sent;
    }

    @Test
    @Order(1)
    void takesEachFileOnce() throws Exception {
        for (int file = 1; file <= FILES; file++) {
            drop("orders-" + file + ".csv", 10);
        }

        // The file, its result and its final answer.
        await().atMost(LIMIT).until(() -> filesDone() == 3 * FILES);

        assertThat(sent()).hasSize(10 * FILES);
        assertThat(sent().values()).as("sent once").containsOnly(1);
        Map<String, Long> batches =
                nodes.query("select n.name, count(*) from batch b join node n on n.id = b.node group by n.name");
        System.out.println("MEASURED files of two gateways on one folder, by gateway: " + batches);
        assertThat(batches.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(FILES);
    }

    @Test
    @Order(2)
    void goesOnWithTheFileOfAGatewayThatIsKilledAndSendsEachRowOnce() throws Exception {
        long before = filesDone();
        drop("orders.csv", ROWS);
        await().atMost(LIMIT).until(() -> nodes.providers.counts().taken() >= ROWS / 6);
        Map<String, Long> working = nodes.query(
                "select n.name, b.position from batch b join node n on n.id = b.node where b.state = 'RUNNING'");
        assertThat(working).as("killed in the middle").hasSize(1);
        nodes.get(working.keySet().iterator().next()).kill();

        await().atMost(LIMIT).until(() -> done("orders.final.csv").size() == ROWS + 1);

        assertThat(done("orders.result.csv")).hasSize(ROWS + 1);
        assertThat(filesDone()).isEqualTo(before + 3);
        Map<String, Integer> sent = sent();
        assertThat(sent.values()).as("sent once").containsOnly(1);
        List<String> last = done("orders.final.csv");
        for (int row = 1; row <= ROWS; row++) {
            String[] fields = last.get(row).split(",", -1);
            assertThat(fields[0]).isEqualTo(Integer.toString(row));
            // Of what was under way with the one that was killed nobody knows whether the provider has it.
            assertThat(fields[7]).isIn("accepted", "dead");
            if (fields[7].equals("accepted")) {
                assertThat(sent).containsKey("orders.csv " + row);
            }
        }
        assertThat(last.stream().filter(line -> line.contains(",dead,")).count())
                .as("cut off in the middle of an attempt")
                .isLessThan(ROWS / 10);
    }
}
