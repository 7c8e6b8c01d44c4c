package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OldBatchFilesTest extends BatchRunnerSetup {

    private static final String ROWS = "to,text,reference\n+393330000001,Ciao,a\nnobody,Ciao,b\n";
    private static final Duration KEEP = Duration.ofDays(30);

    /** Deletes as at an instant so much later that this one is as long ago as files are kept. */
    private void deleteBefore(Instant before) {
        new OldBatchFiles(
                        ledger,
                        new Batches(ledger),
                        Map.of(folder.name(), folder),
                        KEEP,
                        Clock.fixed(before.plus(KEEP), ZoneOffset.UTC))
                .run();
    }

    private String finished(String name, String rows) throws IOException {
        String id = drop(name, rows);
        awaitState(id, BatchState.SENDING);
        done(name.replace(".csv", ".result.csv"));
        acceptAll();
        awaitFinished(id);
        return id;
    }

    @Test
    void areDeletedWithTheirAnswersAndNothingElseIs() throws Exception {
        start(10_000, this::put);
        finished("orders.csv", ROWS);
        drop("bad.csv", "no,such,columns\n1,2,3\n");
        awaitFinished(new Batches(ledger).list(1, "").get(0).id());
        Files.writeString(folder.done().resolve("mine.txt"), "mine");
        assertThat(names(folder.done())).hasSize(5);

        deleteBefore(Instant.now().minusSeconds(3600));
        assertThat(names(folder.done())).hasSize(5);
        assertThat(names(folder.error())).hasSize(2);

        deleteBefore(Instant.now().plusSeconds(3600));
        assertThat(names(folder.done())).containsExactly("mine.txt");
        assertThat(names(folder.error())).isEmpty();

        int sent = queued.size();
        String again = drop("again.csv", ROWS);
        awaitFinished(again);
        assertThat(queued).as("messages of a file that came before").hasSize(sent);
        assertThat(names(folder.done())).containsExactly("again.csv", "mine.txt");
    }

    @Test
    void stayThatCameLaterUnderTheSameName() throws Exception {
        start(10_000, this::put);
        finished("orders.csv", ROWS);
        for (String name : names(folder.done())) {
            Files.delete(folder.done().resolve(name));
        }
        Instant between = Instant.now().plusMillis(1);
        finished("orders.csv", "to,text,reference\n+393330000002,Ciao,c\n");

        deleteBefore(between);

        assertThat(names(folder.done())).contains("orders.csv", "orders.result.csv", "orders.final.csv");
    }

    @Test
    void stayWhileTheClockIsNotToBeBelieved() throws Exception {
        start(10_000, this::put);
        finished("orders.csv", ROWS);
        hold();

        deleteBefore(Instant.now().plusSeconds(3600));

        assertThat(names(folder.done())).hasSize(4);
    }
}
