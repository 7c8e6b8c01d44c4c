package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.FigureFormat;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import io.staffetta.ledger.batch.BatchState;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Batches as people read many of them. */
final class BatchesTable {

    private static final int NAME_LENGTH = 40;
    private static final int DETAIL_LENGTH = 70;
    private static final int WAITS_LENGTH = 160;
    private static final String HELD_UP = "held up";
    private static final Pattern SAME = Pattern.compile("The same content came before, as batch (\\w+)");

    private BatchesTable() {}

    /** A line for each, below one with titles. */
    static List<String> lines(JsonNode batches) {
        Table table = new Table(
                "ID",
                "CREATED",
                "FOLDER",
                "NAME",
                "STATE",
                "ROWS",
                "%",
                "RATE",
                "LEFT",
                "REJECTED",
                "REPEATED",
                "ACCEPTED",
                "DEAD",
                "CANCELLED",
                "DETAIL");
        batches.forEach(batch -> table.row(
                batch.path("id").asText(),
                Times.of(batch.path("createdAt")),
                batch.path("folder").asText(),
                Table.cut(batch.path("name").asText(), NAME_LENGTH),
                BatchesView.state(batch),
                batch.path("rows").asText(""),
                batch.path("percent").asText(""),
                batch.has("rowsPerSecond")
                        ? FigureFormat.rate(batch.path("rowsPerSecond").asDouble())
                        : "",
                batch.has("secondsLeft")
                        ? FigureFormat.time(batch.path("secondsLeft").asLong())
                        : "",
                batch.path("rejected").asText(),
                batch.path("repeated").asText(),
                batch.path("accepted").asText(),
                batch.path("dead").asText(),
                batch.path("cancelled").asText(),
                Table.cut(detail(batch), batch.hasNonNull("waitsFor") ? WAITS_LENGTH : DETAIL_LENGTH)));
        return table.lines();
    }

    /** Its time and its turn are told shorter, and that it is paused its state says. */
    private static boolean tellsMore(JsonNode batch) {
        String waitsFor = batch.path("waitsFor").asText();
        return waitsFor.startsWith(HELD_UP)
                || !(BatchesView.is(batch, BatchState.WAITING)
                        || batch.path("paused").asBoolean());
    }

    /** What a batch waits for, or is held up by. */
    static String waits(JsonNode batch) {
        String waitsFor = batch.path("waitsFor").asText();
        return (waitsFor.startsWith(HELD_UP) ? "" : "waits for ") + waitsFor;
    }

    /** What else is worth knowing at a glance; empty for nothing. */
    private static String detail(JsonNode batch) {
        if (batch.hasNonNull("waitsFor") && tellsMore(batch)) {
            return waits(batch);
        }
        String detail = batch.path("detail").asText("");
        Matcher same = SAME.matcher(detail);
        if (same.matches()) {
            return "same as " + same.group(1);
        }
        if (!detail.isEmpty()) {
            return detail;
        }
        if (BatchesView.isFinished(batch)) {
            return batch.path("rows").asText().equals("0") ? "the file has no rows" : "";
        }
        boolean tellsMore = BatchesView.is(batch, BatchState.WAITING)
                || BatchesView.is(batch, BatchState.SENDING)
                || BatchesView.is(batch, BatchState.CANCELLED);
        return tellsMore && !batch.path("paused").asBoolean() ? BatchesView.progress(batch, -1) : "";
    }
}
