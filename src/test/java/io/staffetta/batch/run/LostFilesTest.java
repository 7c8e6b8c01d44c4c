package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.text.TestFolder;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of batches that somebody takes away from under the gateway. */
class LostFilesTest extends BatchRunnerSetup {

    /** A batch of 500 rows, of which 200 are taken. */
    private String halfTaken() throws IOException {
        start(200, this::put);
        String id = drop("orders.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 200);
        return id;
    }

    private void acceptHundred() {
        List<RoutedMessage> some = messages.values().stream().limit(100).toList();
        messages.keySet()
                .retainAll(Set.copyOf(
                        some.stream().map(routed -> routed.message().id()).toList()));
        acceptAll();
    }

    private Path work(String id) {
        return folder.work().resolve(id);
    }

    private static void deleteAll(Path at) throws IOException {
        try (var files = Files.list(at)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(at);
    }

    private List<String> lines(String name, String word) throws IOException {
        return done(name).stream()
                .filter(line -> line.contains("," + word + ","))
                .toList();
    }

    private void restart() {
        runner.close();
        start(200, this::put);
    }

    @Test
    void endABatchWhoseRowsThatWereTakenKeepTheirAnswers() throws Exception {
        String id = halfTaken();

        Files.delete(work(id).resolve("orders.csv"));

        awaitState(id, BatchState.SENDING);
        assertThat(lines("orders.result.csv", "taken")).hasSize(200);
        assertThat(lines("orders.result.csv", "not-taken"))
                .hasSize(300)
                .first()
                .isEqualTo("201,,,,,,,not-taken,Its file was deleted out of work before all was done");
        new Batches(ledger).messages().cancel(List.copyOf(queued.keySet()).subList(0, 200));
        awaitFinished(id);
        BatchRecord ended = batch(id);
        assertThat(ended.state()).isEqualTo(BatchState.FAILED);
        assertThat(ended.detail())
                .isEqualTo("Its file was deleted out of work before all was done; 200 of 500 rows were taken");
        assertThat(names(folder.done())).containsExactly("orders.final.csv", "orders.result.csv");
        assertThat(queued).hasSize(200);
    }

    @Test
    void endABatchOfWhichNothingIsLeftInWork() throws Exception {
        String id = halfTaken();
        runner.close();
        deleteAll(work(id));

        start(200, this::put);

        awaitState(id, BatchState.SENDING);
        acceptHundred();
        new Batches(ledger).messages().cancel(List.copyOf(queued.keySet()));
        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(batch(id).counts().accepted()).isEqualTo(100);
        assertThat(lines("orders.result.csv", "taken")).hasSize(200);
        assertThat(lines("orders.final.csv", "accepted")).hasSize(100);
        assertThat(lines("orders.final.csv", "not-taken")).hasSize(300);
    }

    @Test
    void endABatchThatLostItsUnfinishedResult() throws Exception {
        String id = halfTaken();

        Files.delete(work(id).resolve(".result.csv"));

        awaitState(id, BatchState.SENDING);
        assertThat(lines("orders.result.csv", "taken")).hasSize(200);
        assertThat(lines("orders.result.csv", "not-taken")).hasSize(300);
        assertThat(batch(id).detail()).startsWith("Its answers were deleted");
        assertThat(names(folder.done())).containsExactly("orders.csv", "orders.result.csv");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            orders.json | [{"to":"x","text":"Bad"} | ,{"to":"+393330000001","text":"Ciao"} | ]
            orders.xml  | <messages><message><to>x</to><text>Bad</text></message> | <message><to>+393330000001</to><text>Ciao</text></message> | </messages>
            """)
    void leaveRejectedRowsWithTheirEndAlsoIfTheyWereClosed(String name, String head, String row, String tail)
            throws Exception {
        start(199, this::put);
        String id = drop(name, head + row.repeat(499) + tail);
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 200);
        runner.close();
        Files.delete(work(id).resolve(name));

        start(199, this::put);

        awaitState(id, BatchState.SENDING);
        String rejected = name.replace(".", ".rejected.");
        await().atMost(LIMIT).until(() -> Files.exists(folder.done().resolve(rejected)));
        byte[] left = Files.readAllBytes(folder.done().resolve(rejected));
        try (BatchFile file = BatchFile.open(new ByteArrayInputStream(left), name, folder.defaults())) {
            assertThat(file.rows().next()).isPresent();
            assertThat(file.rows().next()).isEmpty();
        }
    }

    @Test
    void areGoneOnWithWhenTheyAreDroppedAgain() throws Exception {
        String id = halfTaken();
        Files.delete(work(id).resolve("orders.csv"));
        awaitState(id, BatchState.SENDING);
        acceptAll();
        awaitFinished(id);

        String again = drop("orders.csv", csv(500));

        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(again).isFinished();
        });
        assertThat(batch(again).state()).isEqualTo(BatchState.DONE);
        assertThat(List.of(
                        batch(again).counts().repeated(), batch(again).counts().accepted()))
                .containsExactly(200L, 300L);
    }

    @Test
    void areMadeAnewFromTheLedgerWhereAllRowsAreTaken() throws Exception {
        start(10_000, this::put);
        String id = drop("orders.csv", csv(300));
        awaitState(id, BatchState.SENDING);
        done("orders.result.csv");

        deleteAll(work(id));
        acceptAll();

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.DONE);
        assertThat(batch(id).counts().accepted()).isEqualTo(300);
        assertThat(lines("orders.final.csv", "accepted")).hasSize(300);
    }

    @Test
    void tellOfTheGroupThatACrashCutOff() throws Exception {
        start(10_000, routed -> {
            put(routed);
            throw new IllegalStateException("The broker is away");
        });
        String id = drop("orders.csv", csv(10));
        await().atMost(LIMIT).until(() -> queued.size() == 10);
        runner.close();
        messages.keySet().retainAll(Set.of(messages.keySet().iterator().next()));
        acceptAll();
        Files.delete(work(id).resolve("orders.csv"));

        start(10_000, this::put);

        awaitFinished(id);
        assertThat(batch(id).counts().accepted()).isEqualTo(1);
        assertThat(lines("orders.final.csv", "accepted")).hasSize(1);
        assertThat(lines("orders.final.csv", "not-taken")).hasSize(9);
    }

    @Test
    void failABatchOfWhichNothingIsSent() throws Exception {
        start(10_000, this::put);
        Instant sendAt = Instant.now().plusSeconds(2);
        String id = drop("orders.csv", "#staffetta {\"sendAt\":\"" + sendAt + "\"}\n" + csv(5));
        awaitState(id, BatchState.WAITING);

        Files.delete(work(id).resolve("orders.csv"));

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(Files.readString(folder.error().resolve("orders.error.txt"))).contains("Its file was deleted");
        assertThat(queued).isEmpty();
    }

    @Test
    void areWaitedForWhileTheirShareIsAway() throws Exception {
        String id = halfTaken();
        Path away = path.resolve("away");
        Files.move(folder.work(), away);
        TestFolder.make(path, PickUp.RENAME);
        restart();

        await().during(Duration.ofSeconds(6))
                .atMost(LIMIT)
                .until(() -> batch(id).state() == BatchState.RUNNING);
        deleteAll(folder.work());
        Files.move(away, folder.work());

        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(id).state() == BatchState.DONE;
        });
        assertThat(queued).hasSize(500);
    }

    @Test
    void keepNoCancelledBatchFromItsEnd() throws Exception {
        String id = halfTaken();
        runner.close();
        acceptHundred();
        Files.delete(work(id).resolve("orders.csv"));

        new Batches(ledger).cancel(id);
        start(200, this::put);

        await().atMost(Duration.ofSeconds(60)).until(() -> batch(id).isFinished());
        BatchRecord ended = batch(id);
        assertThat(ended.state()).isEqualTo(BatchState.CANCELLED);
        assertThat(List.of(ended.counts().accepted(), ended.counts().cancelled()))
                .containsExactly(100L, 100L);
        assertThat(lines("orders.final.csv", "cancelled")).hasSize(400);
    }

    @Test
    void areNotNeededToSendNothingMoreOfACancelledBatch() throws Exception {
        String id = halfTaken();
        Path away = path.resolve("away");
        runner.close();
        Files.move(folder.work(), away);
        TestFolder.make(path, PickUp.RENAME);

        new Batches(ledger).cancel(id);
        start(200, this::put);

        await().atMost(LIMIT).until(() -> ledger.messages().withIds(List.copyOf(queued.keySet())).stream()
                .allMatch(message -> message.state().isEnd()));
        assertThat(batch(id).state()).isEqualTo(BatchState.CANCELLED);
    }
}
