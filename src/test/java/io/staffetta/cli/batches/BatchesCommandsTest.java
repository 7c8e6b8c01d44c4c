package io.staffetta.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.Commands;
import io.staffetta.cli.StandInGateway;
import io.staffetta.cli.terminal.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a gateway for batches, and steer them. */
class BatchesCommandsTest {

    private static final String ID = "01M8AVVAAKATB0PWX1VB0FH0ZF";
    private static final String OTHER = "01M8AVVHWBZJMJNBAR2B6XPYEE";

    private StandInGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new StandInGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static String batch(String id, String state, String rest) {
        return "{'id': '" + id + "', 'folder': 'crm', 'name': 'orders.csv', 'state': '" + state + "', 'rows': 1000, "
                + rest + "}";
    }

    private static String running(String id) {
        return batch(
                id,
                "RUNNING",
                "'paused': false, 'position': 200, 'percent': 20, 'rowsPerSecond': 25.0, 'secondsLeft': 32, 'rejected': 1,"
                        + " 'accepted': 7, 'dead': 0");
    }

    private static String paused(String id) {
        return batch(id, "RUNNING", "'paused': true, 'position': 200, 'percent': 20");
    }

    private static String done(String id, int rejected, int dead) {
        return batch(
                id,
                "DONE",
                "'position': 1000, 'percent': 100, 'taken': %d, 'rejected': %d, 'repeated': 0, 'messages': %d, 'ended': %d,"
                                .formatted(1000 - rejected, rejected, 1000 - rejected, 1000 - rejected)
                        + " 'accepted': %d, 'dead': %d, 'cancelled': 0, 'finishedAt': '2026-11-22T10:00:00Z'"
                                .formatted(1000 - rejected - dead, dead));
    }

    private static String problem(String detail) {
        return "{'status': 409, 'detail': '" + detail + "'}";
    }

    @Test
    void listsBatchesAsATable() {
        gateway.on(
                "GET /v1/batches?state=RUNNING&folder=crm&unfinished=true&limit=2",
                200,
                "{'batches': [" + running(ID) + "," + paused(OTHER) + "], 'next': '" + OTHER + "'}");

        Commands.Result result =
                gateway.run("batches", "list", "--state", "running", "--folder", "crm", "--unfinished", "--limit", "2");

        assertThat(result.out().lines())
                .containsExactly(
                        "ID                          CREATED  FOLDER  NAME        STATE           ROWS  %   RATE  LEFT     REJECTED"
                                + "  REPEATED  ACCEPTED  DEAD  CANCELLED  DETAIL",
                        ID
                                + "  -        crm     orders.csv  RUNNING         1000  20  25/s  0:00:32  1         -         7"
                                + "         0     -          -",
                        OTHER
                                + "  -        crm     orders.csv  RUNNING paused  1000  20  -     -        -         -         -"
                                + "         -     -          -");
        assertThat(result.err()).startsWith("The newest 2, and there may be more");
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'state': 'DONE', 'detail': 'The same content came before, as batch 01M8', 'finishedAt': 'x' | same as 01M8
            'state': 'FAILED', 'detail': 'Line 2 is no JSON', 'finishedAt': 'x'                         | Line 2 is no JSON
            'state': 'DONE', 'rows': 0, 'finishedAt': 'x'                                               | the file has no rows
            'state': 'DONE', 'rows': 2, 'finishedAt': 'x'                                               | -
            'state': 'WAITING', 'rows': 2                                                               | waits for its turn
            'state': 'WAITING', 'rows': 2, 'paused': true                                               | -
            'state': 'SENDING', 'rows': 2, 'messages': 3, 'ended': 1                                    | 1/3 messages
            'state': 'CANCELLED', 'rows': 2, 'messages': 3, 'ended': 1                                  | being cancelled, 1/3 messages
            """)
    void saysInTheListWhatABatchIsAbout(String fields, String detail) {
        gateway.on("GET /v1/batches?limit=100", 200, "{'batches': [{'id': 'A', 'name': 'a.csv', " + fields + "}]}");

        assertThat(gateway.run("batches", "list").out().lines().skip(1))
                .singleElement()
                .asString()
                .endsWith("  " + detail);
    }

    @Test
    void showsHowManyRowsAreRepeatedAndMessagesCancelled() {
        gateway.on("GET /v1/batches?limit=100", 200, """
                {'batches': [{'id': 'A', 'name': 'a.csv', 'state': 'CANCELLED', 'rejected': 1, 'repeated': 2, 'accepted': 3,
                'dead': 4, 'cancelled': 5, 'finishedAt': 'x'}]}""");

        assertThat(gateway.run("batches", "list").out()).contains("1         2         3         4     5          -\n");
    }

    @Test
    void waitsForNoBatchThatIsPausedOrWaitsForLongUnlessItIsNamed() {
        String later = batch(OTHER, "WAITING", "'sendAt': '2999-01-01T00:00:00Z'");
        gateway.on(
                "GET /v1/batches?limit=1000&unfinished=true",
                200,
                "{'batches': [" + running(ID) + "," + later + "]}",
                "{'batches': [" + later + "," + paused("01M8AVVJYSKH1HP4ERTKWDZ47W") + "]}");
        gateway.on("GET /v1/batches/" + ID, 200, done(ID, 0, 0));
        gateway.on("GET /v1/batches/" + OTHER, 200, later, done(OTHER, 0, 0));

        Commands.Result all = gateway.run("batches", "watch");
        Commands.Result none = gateway.run("batches", "watch");
        Commands.Result named = gateway.run("batches", "watch", OTHER);

        assertThat(all.out()).contains(ID + " orders.csv: DONE");
        assertThat(all.err())
                .isEqualTo(
                        "What is left does not go on by itself, or not within a day: 1 paused, 1 waiting. batches list"
                                + " --unfinished shows it\n");
        assertThat(all.code()).isZero();
        assertThat(none.err()).isEqualTo(all.err());
        assertThat(none.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(named.out()).contains("waits until", "DONE");
    }

    @Test
    void saysThatThereAreNoBatches() {
        gateway.on("GET /v1/batches?limit=100", 200, "{'batches': []}");

        assertThat(gateway.run("batches", "list")).isEqualTo(new Commands.Result(ExitCode.OK, "No batches\n", ""));
        assertThat(gateway.run("batches", "list", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void showsABatch() {
        gateway.on("GET /v1/batches/" + ID, 200, running(ID));

        assertThat(gateway.run("batches", "show", ID).out().lines())
                .contains("id             " + ID, "state          RUNNING", "secondsLeft    32");
        assertThat(gateway.run("batches", "show", ID, "--json").out())
                .startsWith("{\"id\":\"" + ID)
                .contains("\"rowsPerSecond\":25.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "watch", "pause", "resume", "cancel"})
    void saysThatThereIsNoSuchBatch(String command) {
        assertThat(gateway.run("batches", command, ID))
                .isEqualTo(new Commands.Result(
                        ExitCode.NOT_FOUND, "", "No batch " + ID + ": batches list shows the newest\n"));
        assertThat(gateway.requests()).allMatch(request -> request.contains("/v1/batches/" + ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "watch", "pause", "resume", "cancel"})
    void asksForNothingThatIsNoId(String command) {
        gateway.on("GET /v1/batches/", 200, "{'batches': []}").on("GET /v1/batches/.", 200, "{'batches': []}");

        assertThat(gateway.run("batches", command, "."))
                .isEqualTo(new Commands.Result(
                        ExitCode.NOT_FOUND,
                        "",
                        "No batch .: an id has 26 characters; batches list shows the newest\n"));
        assertThat(gateway.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void asksForNoMessageWhoseReferenceIsAPath(String reference) {
        Commands.Result result = gateway.run("messages", "show", reference);

        assertThat(result.err()).startsWith("Nobody can ask for the reference " + reference + ": messages list");
        assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(gateway.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 404, 502})
    void saysThatAnotherProgramAnswersThere(int status) {
        gateway.on("GET /v1/batches/" + ID, status, "<html>Apache</html>");

        Commands.Result result = gateway.run("batches", "show", ID);

        assertThat(result.err())
                .startsWith("What answers at http://127.0.0.1:")
                .contains(", with status " + status + ", is not a Staffetta gateway. ")
                .hasLineCount(1);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void pausesAndResumes() {
        gateway.on("POST /v1/batches/" + ID + "/pause", 200, paused(ID));
        gateway.on("POST /v1/batches/" + ID + "/resume", 200, running(ID));

        assertThat(gateway.run("batches", "pause", ID).out()).isEqualTo(ID + " orders.csv: paused at 200/1000 rows\n");
        assertThat(gateway.run("batches", "resume", ID).out()).isEqualTo(ID + " orders.csv: 200/1000 rows\n");
        assertThat(gateway.run("batches", "pause", ID, "--json").out()).contains("\"paused\":true");
    }

    @Test
    void saysWhyABatchCannotBePaused() {
        gateway.on(
                "POST /v1/batches/" + ID + "/pause",
                409,
                problem("The batch cannot be paused: all its rows are taken. What is not sent yet can be cancelled"));

        assertThat(gateway.run("batches", "pause", ID))
                .isEqualTo(new Commands.Result(
                        ExitCode.FAILED,
                        "",
                        "The batch cannot be paused: all its rows are taken. What is not sent yet can be cancelled\n"));
    }

    @Test
    void asksBeforeItCancels() {
        gateway.on("GET /v1/batches/" + ID, 200, running(ID));
        gateway.on(
                "POST /v1/batches/" + ID + "/cancel",
                200,
                batch(ID, "CANCELLED", "'paused': false, 'position': 200, 'ended': 7, 'messages': 199"));

        Commands.Result refused = answering("n\n", "batches", "cancel", ID);
        assertThat(refused.err())
                .isEqualTo("orders.csv of folder crm: 200/1000 rows. Cancel it for good? [y/N] "
                        + "Nothing was cancelled: answer y, or add --yes\n");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answering("", "batches", "cancel", ID).code()).isEqualTo(ExitCode.FAILED);
        assertThat(gateway.requests()).noneMatch(request -> request.startsWith("POST"));

        assertThat(answering("y\n", "batches", "cancel", ID).out())
                .isEqualTo(ID + " orders.csv: being cancelled, 7/199 messages\n");
        assertThat(gateway.run("batches", "cancel", ID, "--yes").err()).isEmpty();
    }

    private Commands.Result answering(String answer, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.US_ASCII)));
        try {
            return gateway.run(args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void watchesABatchToItsEnd() {
        gateway.on("GET /v1/batches/" + ID, 200, running(ID), done(ID, 0, 0));

        Commands.Result result = gateway.run("batches", "watch", ID);

        assertThat(result.out().lines())
                .containsExactly(
                        ID + " orders.csv: 200/1000 rows, 25/s, 0:00:32 left",
                        ID + " orders.csv: DONE: 1000 rows, 1000 taken, 0 rejected, 0 repeated; 1000 messages, 1000"
                                + " accepted, 0 dead");
        assertThat(result.code()).isZero();
    }

    @Test
    void endsWithAnotherCodeWhereNotAllOfABatchWasSent() {
        gateway.on("GET /v1/batches/" + ID, 200, done(ID, 1, 0));
        assertThat(gateway.run("batches", "watch", ID).code()).isEqualTo(ExitCode.NOT_ACCEPTED);

        gateway.on("GET /v1/batches/" + ID, 200, done(ID, 0, 1));
        assertThat(gateway.run("batches", "watch", ID).code()).isEqualTo(ExitCode.NOT_ACCEPTED);

        gateway.on("GET /v1/batches/" + ID, 200, """
                {'id': 'A', 'name': 'a.csv', 'state': 'FAILED', 'detail': 'Line 2 is no JSON', 'finishedAt': 'x'}""");
        Commands.Result failed = gateway.run("batches", "watch", ID, "--json");
        assertThat(failed.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
        assertThat(failed.out()).startsWith("{\"id\":\"A\"").hasLineCount(1);
    }

    @Test
    void watchesAllThatAreNotFinished() {
        gateway.on(
                "GET /v1/batches?limit=1000&unfinished=true",
                200,
                "{'batches': [" + running(OTHER) + "," + running(ID) + "]}",
                "{'batches': [" + running(OTHER) + "]}",
                "{'batches': []}");
        gateway.on("GET /v1/batches/" + ID, 200, done(ID, 0, 0));
        gateway.on("GET /v1/batches/" + OTHER, 200, done(OTHER, 3, 0));

        Commands.Result result = gateway.run("batches", "watch");

        assertThat(result.out().lines().map(line -> line.substring(0, line.indexOf(','))
                        .replaceAll(" orders.csv", "")))
                .containsExactly(
                        ID + ": 200/1000 rows",
                        OTHER + ": 200/1000 rows",
                        ID + ": DONE: 1000 rows",
                        OTHER + ": DONE: 1000 rows");
        assertThat(result.code()).isEqualTo(ExitCode.NOT_ACCEPTED);
    }

    @Test
    void saysThatThereIsNothingToWatch() {
        gateway.on("GET /v1/batches?limit=1000&unfinished=true", 200, "{'batches': []}");

        Commands.Result result = gateway.run("batches", "watch");

        assertThat(result.err()).startsWith("No batch has anything left to do");
        assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND);
    }
}
