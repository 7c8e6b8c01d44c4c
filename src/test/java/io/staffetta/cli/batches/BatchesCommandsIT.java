package io.staffetta.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.Commands;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands for batches against a gateway that works on files. */
class BatchesCommandsIT {

    private static final String LATER = "#staffetta {\"sendAt\": \"2999-01-01T00:00:00Z\"}\n";
    private static final String ROWS = "to,text\n+393330000001,Ciao\n+393330000002,Ciao\n";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.inSandboxMode()
                .with("staffetta.batch.pick-up", "rename")
                .with("staffetta.batch.poll-milliseconds", "100")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Commands.Result run(String... args) {
        return Commands.run(Stream.concat(
                        Stream.of(args),
                        Stream.of(
                                "--home",
                                gateway.home().toString(),
                                "--set",
                                Addresses.HTTP + "=" + gateway.addresses().port(Addresses.HTTP)))
                .toArray(String[]::new));
    }

    private static Path data() {
        return gateway.home().resolve("data/sandbox");
    }

    /** Puts a file into the inbox, and gives the id of its batch. */
    private static String drop(String name, String text) throws IOException {
        Path made = data().resolve(name + ".made");
        Files.writeString(made, text);
        Files.move(made, data().resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return await().atMost(RunningGateway.LIMIT).until(() -> id(name), id -> !id.isEmpty());
    }

    private static String id(String name) {
        for (JsonNode batch : JsonLine.read(run("batches", "list", "--json").out(), JsonNode.class)) {
            if (batch.path("name").asText().equals(name)) {
                return batch.path("id").asText();
            }
        }
        return "";
    }

    private static void awaitShown(String id, String line) {
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() ->
                        assertThat(run("batches", "show", id).out().lines()).contains(line));
    }

    @Test
    void watchesABatchToItsEndAndShowsIt() throws Exception {
        String id = drop("watched.csv", ROWS);

        Commands.Result watched = run("batches", "watch", id);

        assertThat(watched.out())
                .endsWith(id + " watched.csv: DONE: 2 rows, 2 taken, 0 rejected, 0 repeated; 2 messages, 2 accepted, 0"
                        + " dead\n");
        assertThat(watched.code()).as(watched.out()).isZero();
        assertThat(run("batches", "show", id).out().lines())
                .contains("state          DONE", "rows           2", "percent        100", "accepted       2");
        assertThat(run("batches", "list", "--state", "DONE", "--folder", "default")
                        .out())
                .contains(id);
    }

    @Test
    void endsWithAnotherCodeIfRowsAreRejectedOrTheFileCannotBeRead() throws Exception {
        Commands.Result rejected = run("batches", "watch", drop("rejected.csv", ROWS + "nobody,Ciao\n"));
        Commands.Result failed = run("batches", "watch", drop("failed.json", "[{"));

        assertThat(rejected.out()).contains("3 rows, 2 taken, 1 rejected");
        assertThat(rejected.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
        assertThat(failed.out()).contains("failed.json: FAILED: Line 1, column ");
        assertThat(failed.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
    }

    @Test
    void pausesResumesAndCancels() throws Exception {
        String id = drop("later.csv", LATER + ROWS);
        awaitShown(id, "state          WAITING");

        assertThat(run("batches", "pause", id).out()).isEqualTo(id + " later.csv: paused at 0/2 rows\n");
        assertThat(run("batches", "list", "--unfinished").out()).contains("WAITING paused");
        assertThat(run("batches", "resume", id).out()).startsWith(id + " later.csv: waits until ");
        assertThat(run("batches", "resume", id).err())
                .isEqualTo("The batch cannot be resumed: it is not paused, but WAITING\n");
        assertThat(run("batches", "cancel", id, "--yes").code()).isZero();

        Commands.Result watched = run("batches", "watch", id);
        assertThat(watched.out())
                .endsWith("CANCELLED: 2 rows, 0 taken, 0 rejected, 0 repeated, 2 not taken; 0 messages, 0 accepted,"
                        + " 0 dead\n");
        assertThat(watched.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
        assertThat(run("batches", "cancel", id, "--yes").err())
                .startsWith("The batch cannot be cancelled: it is CANCELLED");
        assertThat(Files.readAllLines(data().resolve("done/later.result.csv")).get(1))
                .contains("cancelled");
    }
}
