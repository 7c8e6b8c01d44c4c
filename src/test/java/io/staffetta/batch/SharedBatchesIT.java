package io.staffetta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.batch.run.BatchRunner;
import io.staffetta.batch.run.BatchSources;
import io.staffetta.batch.text.TestFolder;
import io.staffetta.http.DemoIntake;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.intake.TestQueues;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.thread.RightOfWay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one folder, with one ledger; only the broker is the test's. */
class SharedBatchesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    @TempDir
    private Path path;

    private final Map<String, Integer> queued = new ConcurrentHashMap<>();
    private BatchFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = TestFolder.make(path, PickUp.RENAME);
        ledger("none").close();
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from batch");
            statement.executeUpdate("delete from batch_content");
        }
    }

    private static Ledger ledger(String name) {
        return new Ledger(POSTGRES.store(), name, Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC());
    }

    private BatchRunner runner(Ledger ledger, Consumer<List<RoutedMessage>> broker) {
        RowIntake taking =
                new RowIntake(DemoIntake.intake(ledger), new TestQueues(broker), new RightOfWay(), () -> this);
        BatchRunner runner = new BatchRunner(
                ledger, List.of(folder), taking, BatchSources.ofBatches(), 2, 10_000, Duration.ZERO, Clock.systemUTC());
        runner.start();
        return runner;
    }

    private void put(List<RoutedMessage> routed) {
        routed.forEach(message -> queued.merge(message.message().id(), 1, Integer::sum));
    }

    private void takeAll(BatchRunner runner) {
        Claims claims = new Claims(folder);
        try {
            for (int file = 1; file <= 50; file++) {
                claims.claim("orders" + file + ".csv")
                        .ifPresent(claim -> runner.accept(folder, claim.file(), claim.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void takeEachFileAndEachContentOnce() throws Exception {
        for (int file = 1; file <= 50; file++) {
            // Two files of each content.
            Files.writeString(
                    folder.inbox().resolve("orders" + file + ".csv"),
                    "to,text\n+393330000001,Content " + file / 2 + "\n");
        }
        try (Ledger one = ledger("one");
                Ledger two = ledger("two");
                BatchRunner first = runner(one, this::put);
                BatchRunner second = runner(two, this::put)) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> takeAll(second));
            takeAll(first);
            other.join();

            await().atMost(LIMIT).until(() -> new Batches(one)
                    .list(1000, "").stream()
                            .allMatch(
                                    batch -> batch.state() == BatchState.SENDING || batch.state() == BatchState.DONE));
            List<BatchRecord> all = new Batches(one).list(1000, "");
            assertThat(all).hasSize(50);
            assertThat(queued).hasSize(26).allSatisfy((id, times) -> assertThat(times)
                    .isEqualTo(1));
            all.forEach(batch -> new Batches(one).cancel(batch.id()));
            await().atMost(LIMIT)
                    .until(() -> new Batches(one).list(1000, "").stream().allMatch(BatchRecord::isFinished));
        }
    }

    @Test
    void goOnWithTheBatchOfAGatewayThatDied() throws Exception {
        String text = "to,text\n"
                + IntStream.rangeClosed(1, 1000)
                        .mapToObj(row -> "+393330000001,Row " + row + "\n")
                        .collect(Collectors.joining());
        Files.writeString(folder.inbox().resolve("orders1.csv"), text);
        String id;
        try (Ledger one = ledger("one")) {
            BatchRunner dying = runner(one, routed -> {
                put(routed);
                if (queued.size() > 300) {
                    throw new IllegalStateException("It dies");
                }
            });
            takeAll(dying);
            await().atMost(LIMIT).until(() -> queued.size() >= 400);
            dying.close();
            id = new Batches(one).list(1, "").get(0).id();
            assertThat(new Batches(one).find(id).orElseThrow().progress().position())
                    .isEqualTo(200);
        }

        try (Ledger two = ledger("two");
                BatchRunner survivor = runner(two, this::put)) {
            assertThat(survivor.isReady()).isTrue();
            await().atMost(LIMIT)
                    .until(() -> new Batches(two).find(id).orElseThrow().state() == BatchState.SENDING);
            assertThat(queued).hasSize(1000);
            await().atMost(LIMIT).until(() -> Files.exists(folder.done().resolve("orders1.result.csv")));
            assertThat(Files.readAllLines(folder.done().resolve("orders1.result.csv")))
                    .hasSize(1001);
        }
    }
}
