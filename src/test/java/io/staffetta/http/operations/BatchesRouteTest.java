package io.staffetta.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.audit.LedgerAuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.DemoIntake;
import io.staffetta.http.HttpRouteBeans;
import io.staffetta.http.Json;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.batch.BatchGroup;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.BatchWait;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The routes of operators that concern batches, over a real ledger. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/error-handling.camel.yaml,"
                    + "file:routes/operations/operation.camel.yaml,"
                    + "file:routes/operations/batches.camel.yaml"
        },
        configurationClasses = BatchesRouteTest.Beans.class,
        replaceRouteFromWith = {
            "list-batches=direct:list",
            "show-batch=direct:show",
            "pause-batch=direct:pause",
            "resume-batch=direct:resume",
            "cancel-batch=direct:cancel"
        })
class BatchesRouteTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final HandSetClock CLOCK = new HandSetClock(START);
    private static final Ledger LEDGER = new TestLedger(CLOCK).ledger();

    private static volatile String intakeFault;

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();

    @Produce("direct:list")
    private ProducerTemplate http;

    private static Optional<Phrase> trouble(String account) {
        return account.equals("plus")
                ? Optional.of(Phrase.of("is parked since today: login refused"))
                : Optional.empty();
    }

    /** What the routes call. */
    public static final class Beans extends HttpRouteBeans {

        public Beans() {
            super(DemoIntake.intake(LEDGER));
        }

        @BindToRegistry
        public Callers callers() {
            return new Callers();
        }

        @BindToRegistry
        public BatchesApi batchesApi() {
            return new BatchesApi(
                    LEDGER,
                    Map.of("slow", Duration.ofHours(3)),
                    BatchesRouteTest::trouble,
                    () -> Optional.ofNullable(intakeFault),
                    new LedgerAuditTrail(LEDGER),
                    CLOCK);
        }
    }

    @BeforeEach
    void listen() {
        audit.start();
        ((Logger) LoggerFactory.getLogger("io.staffetta.audit")).addAppender(audit);
    }

    @AfterEach
    void listenNoMore() {
        ((Logger) LoggerFactory.getLogger("io.staffetta.audit")).detachAppender(audit);
    }

    private static BatchRecord dropped() {
        return dropped("crm");
    }

    private static BatchRecord dropped(String folder) {
        BatchRecord batch = BatchRecord.claimed(
                MessageId.next(), folder, "orders.csv", 1000, LEDGER.node(), CLOCK.instant(), "", "batch");
        batches().claims().create(batch);
        return batch;
    }

    private static String running(long rows) {
        return running("crm", rows, "");
    }

    private static String running(String folder, long rows, String directive) {
        BatchRecord batch = dropped(folder);
        batches().work().prepared(batch, "digest-" + batch.id(), rows, null, directive);
        batches().work().begin(batch.id());
        batches().work().goesOn(batch.id());
        return batch.id();
    }

    private static Batches batches() {
        return new Batches(LEDGER);
    }

    private static void take(String id, long from, int rows, boolean isLast) {
        batches().work().progress(id, new BatchGroup(from, rows, rows - 2, rows - 1, 1, 1, from + rows, 0, isLast));
    }

    private Exchange ask(String what, String id) {
        return http.request("direct:" + what, exchange -> exchange.getMessage().setHeader("id", id));
    }

    private JsonNode answered(String what, String id) {
        Exchange answer = ask(what, id);
        assertThat(status(answer)).as(body(answer)).isEqualTo(200);
        return Json.read(body(answer));
    }

    private JsonNode refused(int status, String what, String id) {
        Exchange answer = ask(what, id);
        assertThat(status(answer)).isEqualTo(status);
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(answer.getException()).isNull();
        assertThat(audit.list).isEmpty();
        return Json.read(body(answer));
    }

    private static int status(Exchange answer) {
        return answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private static String body(Exchange answer) {
        return answer.getMessage().getBody(String.class);
    }

    @Test
    void tellsWhatABatchWaitsFor() {
        String id = running(1000);
        assertThat(answered("show", id).has("waitsFor")).isFalse();

        batches().waits().note(id, new BatchWait("room on the queues", List.of("plus", "tim"), CLOCK.instant(), 0));
        assertThat(answered("show", id).path("waitsFor").asText())
                .isEqualTo(
                        "room on the queues; account 'plus' is parked since today: login refused, account 'tim' sends");
        assertThat(answered("list", id).path("batches").get(0).path("waitsFor").asText())
                .startsWith("room on the queues; account 'plus' is parked");

        batches().waits().note(id, new BatchWait("the broker is away", List.of(), CLOCK.instant(), 7));
        assertThat(answered("show", id).path("waitsFor").asText())
                .isEqualTo("held up since " + CLOCK.instant() + ", 7 times: the broker is away");

        batches().waits().forget(id);
        assertThat(answered("show", id).has("waitsFor")).isFalse();
        batches().pause(id);
        assertThat(answered("show", id).path("waitsFor").asText()).startsWith("somebody who resumes it");
    }

    @Test
    void namesWhatKeepsAllMessagesOutAheadOfWhatWasNotedBefore() {
        String id = running(1000);
        batches().waits().note(id, new BatchWait("room on the queues", List.of("plus"), CLOCK.instant(), 0));
        BatchRecord waiting = dropped();
        batches().work().prepared(waiting, "digest-" + waiting.id(), 9, null, "");
        intakeFault = "The disk of /data is full";
        try {
            assertThat(answered("show", id).path("waitsFor").asText()).isEqualTo("held up: The disk of /data is full");
            assertThat(answered("show", waiting.id()).path("waitsFor").asText()).startsWith("its turn");
            batches().pause(id);
            assertThat(answered("show", id).path("waitsFor").asText()).startsWith("somebody who resumes it");
        } finally {
            intakeFault = null;
        }
    }

    @Test
    void tellsForWhichTimeABatchWaits() {
        BatchRecord batch = dropped();
        Instant later = CLOCK.instant().plus(Duration.ofDays(2));
        batches().work().prepared(batch, "digest-" + batch.id(), 9, later, "");

        assertThat(answered("show", batch.id()).path("waitsFor").asText()).isEqualTo("its time: sendAt " + later);

        BatchRecord next = dropped();
        batches().work().prepared(next, "digest-" + next.id(), 9, null, "");
        assertThat(answered("show", next.id()).path("waitsFor").asText()).startsWith("its turn");
    }

    @Test
    void tellsHowFarABatchHasCome() {
        Instant began = CLOCK.instant();
        String id = running(1000);
        take(id, 0, 200, false);
        CLOCK.advance(Duration.ofSeconds(8));

        JsonNode batch = answered("show", id);

        assertThat(batch).isEqualTo(Json.read("""
                {"id": "%s", "folder": "crm", "name": "orders.csv", "state": "RUNNING", "paused": false, "bytes": 1000,
                 "createdAt": "%s", "changedAt": "%s", "rows": 1000, "position": 200, "taken": 198, "messages": 199,
                 "rejected": 1, "repeated": 1, "ended": 0, "accepted": 0, "dead": 0, "cancelled": 0, "percent": 20,
                 "rowsPerSecond": 25.0, "secondsLeft": 32, "node": "%s"}""".formatted(id, began, began, LEDGER.node())));
    }

    @Test
    void tellsNoRateOfABatchWhoseRowsAreNotTaken() {
        String paused = running(1000);
        take(paused, 0, 200, false);
        batches().pause(paused);
        String sending = running(200);
        take(sending, 0, 200, true);
        BatchRecord preparing = dropped();
        CLOCK.advance(Duration.ofSeconds(8));

        assertThat(answered("show", paused).has("rowsPerSecond")).isFalse();
        assertThat(answered("show", paused).path("paused").asBoolean()).isTrue();
        assertThat(answered("show", sending).has("secondsLeft")).isFalse();
        assertThat(answered("show", sending).path("percent").asInt()).isEqualTo(100);
        assertThat(answered("show", preparing.id()).has("rows")).isFalse();
        assertThat(answered("show", preparing.id()).has("percent")).isFalse();
    }

    @Test
    void tellsTheRateSinceItGoesOnWithoutABreak() {
        String id = running(1000);
        take(id, 0, 100, false);
        CLOCK.advance(Duration.ofHours(1));
        batches().work().goesOn(id);
        take(id, 100, 100, false);
        CLOCK.advance(Duration.ofSeconds(4));

        assertThat(answered("show", id).path("rowsPerSecond").asDouble()).isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slow | ''                   | 0  | 7200  | 0.000278 | PT3H
            slow | ''                   | 60 | 7200  | 0.000278 | PT3H
            crm  | {"spread": "PT6H"}   | 60 | 14400 | 0.000139 | PT6H
            slow | {"spread": "PT0.5S"} | 10 | 20    | 0.1      | PT0.5S
            slow | {"spread": "PT0S"}   | 10 | 20    | 0.1      |
            """)
    void tellsOfARowThatWasTakenAtOnceWhenTheOthersFollow(
            String folder, String directive, int seconds, long left, double rate, String spread) {
        String id = running(folder, 3, directive);
        batches().work().progress(id, new BatchGroup(0, 1, 1, 1, 0, 0, 1, 0, false));
        CLOCK.advance(Duration.ofSeconds(seconds));

        JsonNode batch = answered("show", id);

        assertThat(batch.path("secondsLeft").asLong()).isEqualTo(left);
        assertThat(batch.path("rowsPerSecond").asDouble()).isEqualTo(rate);
        assertThat(batch.path("spread").asText(null)).isEqualTo(spread);
    }

    @Test
    void listsTheNewestFirst() {
        String first = running(10);
        String second = running(10);

        JsonNode found = answered("list", "");

        assertThat(found.path("batches").findValuesAsText("id")).contains(first, second);
        assertThat(found.path("batches").findValuesAsText("id"))
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(found.has("next")).isFalse();
    }

    @Test
    void pausesResumesAndCancelsAndWritesThatToTheLog() {
        String id = running(10);

        assertThat(answered("pause", id).path("paused").asBoolean()).isTrue();
        assertThat(answered("pause", id).path("paused").asBoolean()).as("again").isTrue();
        assertThat(answered("resume", id).path("paused").asBoolean()).isFalse();
        assertThat(answered("cancel", id).path("state").asText()).isEqualTo("CANCELLED");

        assertThat(audit.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("batch.pause", "batch.pause", "batch.resume", "batch.cancel");
        assertThat(audit.list)
                .allSatisfy(line -> assertThat(line.getKeyValuePairs().toString())
                        .contains("subject=\"" + id + "\"", "folder=\"crm\""));
    }

    @Test
    void saysWhyABatchCannotBeSteered() {
        String sending = running(10);
        take(sending, 0, 10, true);
        String done = dropped().id();
        batches().work().leave(done, BatchState.DONE, "The same content came before");

        assertThat(refused(409, "pause", sending).path("detail").asText())
                .isEqualTo("The batch cannot be paused: all its rows are taken. What is not sent yet can be cancelled");
        assertThat(refused(409, "pause", done).path("detail").asText())
                .isEqualTo("The batch cannot be paused: it is DONE. A batch can be while it is PREPARING, WAITING or"
                        + " RUNNING");
        assertThat(refused(409, "resume", running(10)).path("detail").asText())
                .isEqualTo("The batch cannot be resumed: it is not paused, but RUNNING");
        assertThat(refused(409, "cancel", done).path("detail").asText())
                .isEqualTo("The batch cannot be cancelled: it is DONE. A batch can be while it is PREPARING, WAITING,"
                        + " RUNNING or SENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"until\":\"2999-01-01\"}", "[]", "{", "x"})
    void ignoresNoBodyOfThoseWhoSteer(String body) {
        String id = running(10);

        Exchange answer = http.request("direct:pause", exchange -> {
            exchange.getMessage().setHeader("id", id);
            exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
        });

        assertThat(status(answer)).isEqualTo(400);
        assertThat(body(answer)).contains("The body must be empty or {}");
        assertThat(answered("show", id).path("paused").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", " {\n} "})
    void letsThoseWhoSteerSendABodyThatSaysNothing(String body) {
        String id = running(10);

        Exchange answer = http.request("direct:pause", exchange -> {
            exchange.getMessage().setHeader("id", id);
            exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
        });

        assertThat(status(answer)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "pause", "resume", "cancel"})
    void knowsNoOtherBatches(String what) {
        assertThat(refused(404, what, MessageId.next()).path("detail").asText())
                .isEqualTo("No batch has this id: GET /v1/batches lists the newest");
        assertThat(refused(404, what, "orders.csv").path("status").asInt()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "1, 3, 33", "999, 1000, 99", "1000, 1000, 100"})
    void roundsPercentDown(long position, long rows, int percent) {
        String id = running(rows);
        batches().work().progress(id, new BatchGroup(0, (int) position, 0, 0, 0, 0, 1, 0, false));

        assertThat(answered("show", id).path("percent").asInt()).isEqualTo(percent);
    }
}
