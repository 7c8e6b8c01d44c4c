package io.staffetta.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.JsonLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchWatchTest {

    private static final String UP = "\u001b[%dA\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final BatchScreen lines = new LineScreen(new PrintWriter(out), new PrintWriter(err), false);
    private final Deque<Object> readings = new ArrayDeque<>();
    private long nanos;

    private static JsonNode batch(String id, String state, int position, String rest) {
        return JsonLine.read(
                "{\"id\": \"%s\", \"name\": \"%s.csv\", \"state\": \"%s\", \"rows\": 1000, \"position\": %d, \"percent\": %d%s}"
                        .formatted(id, id, state, position, position / 10, rest.replace('\'', '"')),
                JsonNode.class);
    }

    private static JsonNode running(int position) {
        return batch("A", "RUNNING", position, "");
    }

    private static JsonNode sending(int ended) {
        return batch("A", "SENDING", 1000, ", 'messages': 1000, 'ended': " + ended);
    }

    private static JsonNode done(String id) {
        return batch(
                id,
                "DONE",
                1000,
                ", 'taken': 1000, 'rejected': 0, 'repeated': 0, 'messages': 1000, 'accepted': 1000, 'dead': 0,"
                        + " 'finishedAt': '2026-11-22T10:00:00Z'");
    }

    private Collection<JsonNode> read() {
        Object next = readings.pop();
        if (next instanceof IllegalStateException failure) {
            throw failure;
        }
        return List.of((JsonNode) next);
    }

    private Collection<JsonNode> watch(BatchScreen screen, Duration between) throws InterruptedException {
        return new BatchWatch(
                        this::read, BatchesView::isFinished, screen, () -> nanos, () -> nanos += between.toNanos())
                .run();
    }

    @Test
    void tellsALineEveryTenSecondsAndWithEachChange() throws Exception {
        IntStream.range(0, 25).forEach(second -> readings.add(running(second * 10)));
        readings.add(sending(0));
        readings.add(done("A"));

        assertThat(watch(lines, Duration.ofSeconds(1))).containsExactly(done("A"));

        assertThat(out.toString().lines())
                .containsExactly(
                        "A A.csv: 0/1000 rows",
                        "A A.csv: 100/1000 rows, 10/s, 0:01:30 left",
                        "A A.csv: 200/1000 rows, 10/s, 0:01:20 left",
                        "A A.csv: 0/1000 messages",
                        "A A.csv: DONE: 1000 rows, 1000 taken, 0 rejected, 0 repeated; 1000 messages, 1000 accepted, 0"
                                + " dead");
    }

    @Test
    void tellsTheRateOfTheLastHalfMinute() throws Exception {
        IntStream.rangeClosed(0, 4).forEach(step -> readings.add(running(step * 200)));
        IntStream.range(0, 4).forEach(step -> readings.add(running(800)));
        readings.add(done("A"));

        watch(lines, Duration.ofSeconds(10));

        assertThat(out.toString().lines().skip(1).limit(8))
                .containsExactly(
                        "A A.csv: 200/1000 rows, 20/s, 0:00:40 left",
                        "A A.csv: 400/1000 rows, 20/s, 0:00:30 left",
                        "A A.csv: 600/1000 rows, 20/s, 0:00:20 left",
                        "A A.csv: 800/1000 rows, 20/s, 0:00:10 left",
                        "A A.csv: 800/1000 rows, 13/s, 0:00:15 left",
                        "A A.csv: 800/1000 rows, 6.7/s, 0:00:30 left",
                        "A A.csv: 800/1000 rows, 0/s",
                        "A A.csv: 800/1000 rows, 0/s");
    }

    @Test
    void takesTheGatewaysRateUntilItHasOneOfItsOwn() throws Exception {
        readings.add(batch("A", "RUNNING", 500, ", 'rowsPerSecond': 50.0"));
        readings.add(done("A"));

        watch(lines, Duration.ofSeconds(1));

        assertThat(out.toString()).startsWith("A A.csv: 500/1000 rows, 50/s, 0:00:10 left\n");
    }

    @Test
    void takesTheGatewaysWordOnABatchThatIsSpread() throws Exception {
        String spread = ", 'spread': 'PT3H', 'rowsPerSecond': 0.0926, 'secondsLeft': 9721";
        IntStream.range(0, 5).forEach(time -> readings.add(batch("A", "RUNNING", 100, spread)));
        readings.add(done("A"));

        watch(lines, Duration.ofSeconds(5));

        assertThat(out.toString().lines().limit(3)).containsOnly("A A.csv: 100/1000 rows, 333/h, 2:42:01 left");
    }

    @Test
    void letsNoNameForgeALineOrSteerTheTerminal() throws Exception {
        readings.add(JsonLine.read(
                "{\"id\": \"A\", \"name\": \"a\\nB b.csv: DONE\u009b2J\", \"state\": \"FAILED\", \"finishedAt\": \"x\"}",
                JsonNode.class));

        watch(lines, Duration.ofSeconds(1));

        assertThat(out).hasToString("A a B b.csv: DONE?2J: FAILED: \n");
    }

    @Test
    void waitsForAGatewayThatIsAwayForAMinute() throws Exception {
        readings.add(running(0));
        IntStream.range(0, 5).forEach(time -> readings.add(new IllegalStateException("Cannot reach the gateway")));
        readings.add(done("A"));

        watch(lines, Duration.ofSeconds(10));

        assertThat(err).hasToString("Cannot reach the gateway. Trying again for a minute\n");
        assertThat(out.toString()).contains("DONE");
    }

    @Test
    void givesUpWhenTheGatewayStaysAway() {
        readings.add(running(0));
        IntStream.range(0, 10).forEach(time -> readings.add(new IllegalStateException("Cannot reach the gateway")));

        assertThatThrownBy(() -> watch(lines, Duration.ofSeconds(10))).hasMessage("Cannot reach the gateway");
        assertThat(readings).hasSize(3);
    }

    @Test
    void writesBarsOverEachOtherAndLeavesTheEndsAbove() {
        BarScreen screen = new BarScreen(new PrintWriter(out));

        screen.show(0, watched(running(100), batch("B", "WAITING", 0, "")));
        screen.show(1, watched(running(200), done("B")));
        screen.say("Cannot reach the gateway");
        screen.show(2, watched(done("A"), done("B")));

        String endOf =
                "%s.csv            DONE: 1000 rows, 1000 taken, 0 rejected, 0 repeated; 1000 messages, 1000 accepted,"
                        + " 0 dead\n";
        assertThat(out)
                .hasToString(NO_WRAP
                        + "A.csv            [#-----------]  10%  100/1000 rows\n"
                        + "B.csv            [------------]   0%  waits for its turn\n"
                        + WRAP
                        + UP.formatted(2) + endOf.formatted("B")
                        + NO_WRAP
                        + "A.csv            [##----------]  20%  200/1000 rows\n"
                        + WRAP
                        + UP.formatted(1) + "Cannot reach the gateway\n"
                        + endOf.formatted("A")
                        + NO_WRAP + WRAP);
    }

    @Test
    void drawsNoMoreBarsThanATerminalHasLines() {
        List<BatchScreen.Watched> many = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> many.add(new BatchScreen.Watched(batch("B" + i, "WAITING", 0, ""), -1)));
        BarScreen screen = new BarScreen(new PrintWriter(out));

        screen.show(0, many);
        screen.show(1, many);

        assertThat(out.toString()).contains("and 20 more: 20 waiting\n" + WRAP + UP.formatted(11) + NO_WRAP + "B0.csv");
    }

    @Test
    void drawsFirstWhatGoesOnAndSaysWhatTheOthersDo() {
        List<BatchScreen.Watched> many = new ArrayList<>();
        IntStream.range(0, 6)
                .forEach(i -> many.add(new BatchScreen.Watched(batch("P" + i, "RUNNING", 10, ", 'paused': true"), -1)));
        IntStream.range(0, 12).forEach(i -> many.add(new BatchScreen.Watched(batch("W" + i, "WAITING", 0, ""), -1)));
        many.addAll(watched(
                batch("R", "RUNNING", 10, ""), batch("S", "SENDING", 1000, ""), batch("C", "PREPARING", 0, "")));

        new BarScreen(new PrintWriter(out)).show(0, many);

        assertThat(out.toString().lines().map(line -> line.replace(NO_WRAP, "").substring(0, 2)))
                .startsWith("R.", "S.", "C.", "W0", "W1", "W2", "W3", "W4", "W5", "W6");
        assertThat(out.toString()).contains("and 11 more: 6 paused, 5 waiting\n");
    }

    private static List<BatchScreen.Watched> watched(JsonNode... batches) {
        return List.of(batches).stream()
                .map(batch -> new BatchScreen.Watched(batch, -1))
                .toList();
    }
}
