package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files whose writer still has them open when they are picked up. */
class ChangedFilesTest extends BatchRunnerSetup {

    private Path file(String id) {
        return folder.work().resolve(id).resolve("orders.csv");
    }

    private void append(String id, String text) throws IOException {
        Files.writeString(file(id), text, StandardOpenOption.APPEND);
    }

    private String halfTaken() throws IOException {
        start(200, this::put);
        String id = drop("orders.csv", csv(500));
        await().atMost(LIMIT).until(() -> batch(id).progress().position() == 200);
        return id;
    }

    private String waiting() throws IOException {
        start(200, this::put);
        Instant sendAt = Instant.now().plusSeconds(3);
        String id = drop("orders.csv", "#staffetta {\"sendAt\":\"" + sendAt + "\"}\n" + csv(5));
        awaitState(id, BatchState.WAITING);
        return id;
    }

    private List<String> lines(String word) throws IOException {
        return done("orders.result.csv").stream()
                .filter(line -> line.contains("," + word + ","))
                .toList();
    }

    @Test
    void areNotTakenAnyFurtherWhenTheyGrow() throws Exception {
        String id = halfTaken();
        long size = batch(id).file().bytes();

        append(id, "+393330000001,Half a r");

        awaitState(id, BatchState.SENDING);
        assertThat(queued).hasSize(200);
        assertThat(lines("taken")).hasSize(200);
        assertThat(lines("not-taken")).hasSize(300);
        acceptAll();
        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(batch(id).counts().accepted()).isEqualTo(200);
        assertThat(batch(id).detail())
                .startsWith(
                        "Its file changed after it was picked up: its size was " + size + " bytes, is " + (size + 22))
                .contains("pick-up = rename or done-file")
                .endsWith("200 of 500 rows were taken");
        assertThat(names(folder.done())).containsExactly("orders.csv", "orders.final.csv", "orders.result.csv");
    }

    @Test
    void areNotTakenAtAllWhenTheyGrowBefore() throws Exception {
        String id = waiting();

        append(id, "+393330000001,Half a r");

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(Files.readString(folder.error().resolve("orders.error.txt")))
                .contains("changed after it was picked up: its size was "
                        + batch(id).file().bytes());
        assertThat(names(folder.error())).containsExactly("orders.csv", "orders.error.txt");
        assertThat(queued).isEmpty();
    }

    @Test
    void areNotTakenWhenTheyAreOthersOfTheSameSize() throws Exception {
        String id = waiting();

        Files.writeString(file(id), Files.readString(file(id)).replace("Row 3", "Row X"));

        awaitFinished(id);
        assertThat(batch(id).detail()).contains("its contents are not what they were");
        assertThat(queued).isEmpty();
    }

    @Test
    void areTakenWhenTheyHaveAnotherTimeOfChangeAlone() throws Exception {
        String id = halfTaken();

        Files.setLastModifiedTime(file(id), FileTime.from(Instant.now().plusSeconds(10)));

        await().atMost(LIMIT).until(() -> {
            acceptAll();
            return batch(id).isFinished();
        });
        assertThat(batch(id).state()).isEqualTo(BatchState.DONE);
        assertThat(queued).hasSize(500);
    }

    @Test
    void areNotTakenAtAllWhenTheyGrowWhileTheyAreReadFirst() throws Exception {
        start(200, this::put);
        String id = MessageId.next();
        Path file = Files.createDirectory(folder.work().resolve(id)).resolve("orders.csv");
        Files.writeString(file, csv(5));
        new Batches(ledger)
                .claims()
                .create(BatchRecord.claimed(
                        id,
                        folder.name(),
                        "orders.csv",
                        Files.size(file) - 5,
                        ledger.node(),
                        Instant.now(),
                        "",
                        "batch"));

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.FAILED);
        assertThat(batch(id).detail()).contains("changed after it was picked up");
        assertThat(queued).isEmpty();
    }
}
