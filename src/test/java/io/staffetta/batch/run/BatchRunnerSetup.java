package io.staffetta.batch.run;

import static org.awaitility.Awaitility.await;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.batch.text.TestFolder;
import io.staffetta.http.DemoIntake;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.intake.TestQueues;
import io.staffetta.ledger.DeadLetterRecord;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.State;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import io.staffetta.thread.RightOfWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Batches over a real ledger and the real intake; only the broker is the test's. Its tests wait for clocks most of the time, and
 * so do it at once: each has a ledger and a folder of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class BatchRunnerSetup {

    static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path path;

    private final TestLedger kept = new TestLedger(Clock.systemUTC());
    final Ledger ledger = kept.ledger();
    /** How often each message was put on a queue, by its id. */
    final Map<String, Integer> queued = new ConcurrentHashMap<>();

    final Map<String, RoutedMessage> messages = new ConcurrentHashMap<>();
    BatchFolder folder;
    BatchRunner runner;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = TestFolder.make(path, PickUp.RENAME);
    }

    @AfterEach
    void close() {
        if (runner != null) {
            runner.close();
        }
        ledger.close();
    }

    void start(int queueLimit, Consumer<List<RoutedMessage>> broker) {
        start(
                queueLimit,
                new RowIntake(DemoIntake.intake(ledger), new TestQueues(broker), new RightOfWay(), () -> this));
    }

    void start(int queueLimit, RowIntake taking) {
        runner = new BatchRunner(
                ledger,
                List.of(folder),
                taking,
                BatchSources.ofBatches(),
                2,
                queueLimit,
                Duration.ZERO,
                Clock.systemUTC());
        runner.start();
    }

    /** Has nothing deleted for its age. */
    void hold() {
        kept.hold("retention", "the clock leapt");
    }

    void put(List<RoutedMessage> routed) {
        for (RoutedMessage message : routed) {
            queued.merge(message.message().id(), 1, Integer::sum);
            messages.put(message.message().id(), message);
        }
    }

    String drop(String name, String text) throws IOException {
        String id = MessageId.next();
        Path file = Files.createDirectory(folder.work().resolve(id)).resolve(name);
        Files.writeString(file, text);
        runner.accept(folder, file, name);
        return id;
    }

    static String csv(int rows) {
        return "to,text,reference\n"
                + IntStream.rangeClosed(1, rows)
                        .mapToObj(row -> "+393330000001,Row " + row + ",ref-" + row + "\n")
                        .collect(Collectors.joining());
    }

    BatchRecord batch(String id) {
        return new Batches(ledger).find(id).orElseThrow();
    }

    void awaitState(String id, BatchState state) {
        await().atMost(LIMIT).until(() -> batch(id).state() == state);
    }

    void awaitFinished(String id) {
        await().atMost(LIMIT).until(() -> batch(id).isFinished());
    }

    List<String> done(String name) throws IOException {
        await().atMost(LIMIT).until(() -> Files.exists(folder.done().resolve(name)));
        return Files.readAllLines(folder.done().resolve(name));
    }

    List<String> names(Path at) throws IOException {
        try (Stream<Path> files = Files.list(at)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Has a message be a dead letter. */
    void die(String id, int redriveCount) {
        ledger.dead(new DeadLetterRecord(
                id, "batch", redriveCount, "main", "EXHAUSTED", "the provider is away", Instant.now()));
    }

    /** Has a person put a dead letter back, and the gateway take it. */
    void redrive(String id, int redriveCount) {
        ledger.intervened(List.of(new Intervention(
                id, redriveCount, Intervention.Deed.REDRIVEN, Instant.now(), "ada@host", "provider is back", "")));
        RoutedMessage routed = messages.get(id);
        Ledger.await(TestLedger.take(
                ledger,
                "batch",
                "",
                List.of(new Entry(
                        routed.message(),
                        routed.account().id(),
                        1,
                        redriveCount + 1,
                        State.TAKEN,
                        "",
                        "",
                        Instant.now()))));
    }

    /** Has the provider accept a message that was redriven so often. */
    void accept(String id, int redriveCount) {
        RoutedMessage routed = messages.get(id);
        long token = ledger.attempts().nextToken();
        Entry entry = new Entry(
                routed.message(), routed.account().id(), 1, redriveCount, State.QUEUED, "", "", Instant.now());
        AttemptDecision verdict = ledger.attempts()
                .begin(
                        entry,
                        new MessageVersion(id, redriveCount, 0),
                        routed.account().provider(),
                        token,
                        Instant.now(),
                        true,
                        100);
        TestLedger.end(
                ledger,
                new AttemptRecord(
                        id,
                        ((AttemptDecision.Go) verdict).number(),
                        redriveCount,
                        0,
                        routed.account().id(),
                        routed.account().provider(),
                        ledger.node(),
                        token,
                        Instant.now(),
                        Instant.now(),
                        Outcome.of(Outcome.Kind.ACCEPTED, "", 200, "", 0, "78")),
                null);
    }

    /** Has the provider accept what is on the queues and was not accepted before. */
    void acceptAll() {
        for (RoutedMessage routed : messages.values()) {
            long token = ledger.attempts().nextToken();
            Entry entry = new Entry(routed.message(), routed.account().id(), 1, 0, State.QUEUED, "", "", Instant.now());
            AttemptDecision verdict = ledger.attempts()
                    .begin(
                            entry,
                            new MessageVersion(routed.message().id(), 0, 0),
                            routed.account().provider(),
                            token,
                            Instant.now(),
                            true,
                            100);
            if (verdict instanceof AttemptDecision.Go go) {
                TestLedger.end(
                        ledger,
                        new AttemptRecord(
                                routed.message().id(),
                                go.number(),
                                0,
                                0,
                                routed.account().id(),
                                routed.account().provider(),
                                ledger.node(),
                                token,
                                Instant.now(),
                                Instant.now(),
                                Outcome.of(Outcome.Kind.ACCEPTED, "", 200, "", 0, "77")),
                        null);
            }
        }
    }
}
