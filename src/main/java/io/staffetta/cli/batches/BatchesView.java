package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.messages.MessagesView;
import io.staffetta.cli.terminal.FigureFormat;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import io.staffetta.ledger.batch.BatchState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Batches, which come as JSON from the gateway, as people read them. */
final class BatchesView {

    private static final int DETAIL_LENGTH = 120;

    private BatchesView() {}

    /** All of a batch, its fields one a line. */
    static List<String> lines(JsonNode batch) {
        List<String> lines = new ArrayList<>();
        batch.properties().forEach(field -> {
            if (!field.getValue().isArray()) {
                lines.add("%-13s  %s"
                        .formatted(field.getKey(), Table.clean(field.getValue().asText())));
            }
        });
        if (!batch.path("interventions").isEmpty()) {
            Table table = new Table("DEED", "AT", "MESSAGES", "ACCOUNT", "DETAIL");
            batch.path("interventions")
                    .forEach(deed -> table.row(
                            deed.path("deed").asText(),
                            Times.of(deed.path("at")),
                            deed.path("messages").asText(),
                            deed.path("account").asText(""),
                            Table.cut(MessagesView.by(deed), DETAIL_LENGTH)));
            lines.addAll(table.lines());
        }
        return lines;
    }

    /** Where it stands, and whether it is paused. */
    static String state(JsonNode batch) {
        return batch.path("state").asText() + (batch.path("paused").asBoolean() ? " paused" : "");
    }

    /** Whether there is nothing more to do. */
    static boolean isFinished(JsonNode batch) {
        return batch.hasNonNull("finishedAt");
    }

    /** Whether all of its rows were taken, or had come before, and all of its messages accepted. */
    static boolean isWell(JsonNode batch) {
        return is(batch, BatchState.DONE)
                && batch.path("rejected").asLong() == 0
                && batch.path("accepted").asLong() == batch.path("messages").asLong();
    }

    /** Whether its rows are being taken evenly over a time, so that those just taken tell nothing of the others. */
    static boolean isSpread(JsonNode batch) {
        return is(batch, BatchState.RUNNING) && batch.hasNonNull("spread");
    }

    static boolean is(JsonNode batch, BatchState state) {
        return batch.path("state").asText().equals(state.name());
    }

    /**
     * How far it has come, in words.
     *
     * @param perSecond rows, or messages if all rows are taken, in a second; below 0 if that is not known
     */
    static String progress(JsonNode batch, double perSecond) {
        if (isFinished(batch)) {
            return end(batch);
        }
        if (batch.path("paused").asBoolean()) {
            return "paused at " + of(batch, "position", "rows", " rows");
        }
        return switch (BatchState.valueOf(batch.path("state").asText())) {
            case PREPARING -> "its file is being read";
            case WAITING -> waiting(batch);
            case RUNNING -> going(batch, "position", "rows", " rows", perSecond);
            case SENDING, DONE, FAILED -> going(batch, "ended", "messages", " messages", perSecond);
            case CANCELLED -> "being cancelled, " + of(batch, "ended", "messages", " messages");
        };
    }

    private static String waiting(JsonNode batch) {
        return waitsUntilAfter(batch, Instant.now())
                ? "waits until " + Times.of(batch.path("sendAt"))
                : "waits for its turn";
    }

    /** Whether it waits for an instant after another. */
    static boolean waitsUntilAfter(JsonNode batch, Instant other) {
        try {
            return is(batch, BatchState.WAITING)
                    && Instant.parse(batch.path("sendAt").asText()).isAfter(other);
        } catch (DateTimeException e) {
            // It has none.
            return false;
        }
    }

    private static String going(JsonNode batch, String part, String whole, String what, double perSecond) {
        if (perSecond < 0) {
            return of(batch, part, whole, what);
        }
        long left = batch.path(whole).asLong() - batch.path(part).asLong();
        return of(batch, part, whole, what) + ", " + FigureFormat.rate(perSecond)
                + (perSecond > 0 ? ", " + FigureFormat.time(secondsLeft(batch, left, perSecond)) + " left" : "");
    }

    private static long secondsLeft(JsonNode batch, long left, double perSecond) {
        return isSpread(batch) && batch.has("secondsLeft")
                ? batch.path("secondsLeft").asLong()
                : (long) Math.ceil(left / perSecond);
    }

    private static String of(JsonNode batch, String part, String whole, String what) {
        return batch.path(part).asLong() + "/" + batch.path(whole).asText("?") + what;
    }

    private static String end(JsonNode batch) {
        String detail = batch.path("detail").asText("");
        String state = batch.path("state").asText();
        if (is(batch, BatchState.FAILED) || (!detail.isEmpty() && !batch.has("rows"))) {
            return state + ": " + Table.cut(Table.clean(detail), DETAIL_LENGTH);
        }
        return state + ": " + batch.path("rows").asText("0") + " rows, "
                + batch.path("taken").asText() + " taken, "
                + batch.path("rejected").asText() + " rejected, "
                + batch.path("repeated").asText() + " repeated"
                + (batch.path("notTaken").asLong() > 0
                        ? ", " + batch.path("notTaken").asText() + " not taken; "
                        : "; ")
                + batch.path("messages").asText() + " messages, "
                + batch.path("accepted").asText() + " accepted, "
                + batch.path("dead").asText() + " dead"
                + (batch.path("cancelled").asLong() > 0
                        ? ", " + batch.path("cancelled").asText() + " cancelled"
                        : "");
    }
}
