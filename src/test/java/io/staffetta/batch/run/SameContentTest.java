package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files whose content came before, and such as are cancelled before anybody knows. */
class SameContentTest extends BatchRunnerSetup {

    private static final String ROWS = "to,text,reference\n+393330000001,Ciao,a\nnobody,Ciao,b\n";

    private String answered() throws IOException {
        String id = drop("orders.csv", ROWS);
        awaitState(id, BatchState.SENDING);
        done("orders.result.csv");
        return id;
    }

    /** What an integrator does with answers. */
    private List<List<String>> moveAway(String... names) throws IOException {
        List<List<String>> contents = new ArrayList<>();
        for (String name : names) {
            Path file = folder.done().resolve(name);
            await().atMost(LIMIT).until(() -> Files.exists(file));
            contents.add(Files.readAllLines(file));
            Files.delete(file);
        }
        return contents;
    }

    @Test
    void isAnsweredAsTheFirstWasWhoseAnswersAreMovedAway() throws Exception {
        start(10_000, this::put);
        String first = answered();
        acceptAll();
        awaitFinished(first);
        List<List<String>> answers =
                moveAway("orders.csv", "orders.result.csv", "orders.rejected.csv", "orders.final.csv");

        String second = drop("again.csv", ROWS);

        awaitFinished(second);
        assertThat(batch(second).state()).isEqualTo(BatchState.DONE);
        assertThat(done("again.result.csv")).isEqualTo(answers.get(1));
        assertThat(done("again.rejected.csv")).isEqualTo(answers.get(2));
        assertThat(done("again.final.csv")).isEqualTo(answers.get(3));
        assertThat(names(folder.work())).isEmpty();
    }

    @Test
    void isAnsweredAsTheFirstWasWhoseAnswersSomebodyHasEdited() throws Exception {
        start(10_000, this::put);
        String first = answered();
        acceptAll();
        awaitFinished(first);
        List<String> result = done("orders.result.csv");
        Files.writeString(folder.done().resolve("orders.result.csv"), "mine");

        awaitFinished(drop("again.csv", ROWS));

        assertThat(done("again.result.csv")).isEqualTo(result);
    }

    @Test
    void isAnsweredFromDoneIfOurCopyIsBroken() throws Exception {
        start(10_000, this::put);
        String first = answered();
        Path copy = folder.done().resolve(".batches").resolve(first + ".result.csv.gz");
        Files.write(copy, Arrays.copyOf(Files.readAllBytes(copy), 20));

        drop("again.csv", ROWS);

        assertThat(done("again.result.csv")).isEqualTo(done("orders.result.csv"));
    }

    @Test
    void getsTheFinalAnswerWhenTheFirstHasItsEndAlsoAfterARestart() throws Exception {
        start(10_000, this::put);
        String first = answered();
        moveAway("orders.result.csv");

        String second = drop("again.csv", ROWS);

        awaitState(second, BatchState.SENDING);
        assertThat(done("again.result.csv")).hasSize(3);
        assertThat(done("again.rejected.csv")).hasSize(2);
        runner.close();
        assertThat(batch(second).isFinished()).isFalse();
        start(10_000, this::put);
        acceptAll();

        awaitFinished(first);
        awaitFinished(second);
        assertThat(batch(second).state()).isEqualTo(BatchState.DONE);
        assertThat(done("again.final.csv")).isEqualTo(done("orders.final.csv"));
        assertThat(names(folder.done()).stream().filter(name -> name.contains("~")))
                .isEmpty();
        assertThat(queued).hasSize(1);
    }

    @Test
    void canBeCancelledByItself() throws Exception {
        start(10_000, this::put);
        String first = answered();
        String second = drop("again.csv", ROWS);
        awaitState(second, BatchState.SENDING);

        new Batches(ledger).cancel(second);

        awaitFinished(second);
        assertThat(batch(second).state()).isEqualTo(BatchState.CANCELLED);
        assertThat(batch(first).state()).isEqualTo(BatchState.SENDING);
        assertThat(names(folder.done())).contains("again.csv", "again.result.csv");
    }

    @Test
    void isSentIfTheFirstWasCancelledBeforeItWasRead() throws Exception {
        start(10_000, this::put);
        runner.close();
        String id = drop("orders.csv", ROWS);
        new Batches(ledger).cancel(id);

        start(10_000, this::put);

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.CANCELLED);
        assertThat(batch(id).file().digest()).isEmpty();
        assertThat(batch(id).detail()).isEqualTo("It was cancelled before its file was read; nothing of it is sent");
        assertThat(done("orders.result.csv")).hasSize(1);
        assertThat(done("orders.final.csv")).hasSize(1);
        assertThat(queued).isEmpty();
        awaitState(drop("orders.csv", ROWS), BatchState.SENDING);
    }

    @Test
    void isNotReadToItsEndWhenItIsCancelled() throws Exception {
        start(10_000, this::put);
        String id = drop("orders.csv", csv(3_000_000));

        assertThat(new Batches(ledger).cancel(id)).isTrue();

        awaitFinished(id);
        assertThat(batch(id).state()).isEqualTo(BatchState.CANCELLED);
        assertThat(batch(id).file().rows()).isZero();
        assertThat(queued).isEmpty();
    }
}
