package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Messages of the ledger, which come as JSON from the gateway, as people read them. */
final class MessagesView {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int DETAIL_LENGTH = 90;
    private static final int MOST_STEPS = 4;
    private static final int LABEL = 19;

    private MessagesView() {}

    /** Where it stands; of a dead letter, also why. */
    static String state(JsonNode message) {
        String reason = message.path("reason").asText("");
        return message.path("state").asText() + (reason.isEmpty() ? "" : " " + reason);
    }

    /**
     * The accounts that were tried, with what came of it, such as {@code tim BUSY x3, plus ACCEPTED}. Of a long path only
     * the end.
     */
    static String path(JsonNode message) {
        List<String> steps = new ArrayList<>();
        String last = "";
        int times = 0;
        for (JsonNode attempt : message.path("attempts")) {
            String step = attempt.path("account").asText() + " " + outcome(attempt);
            times = step.equals(last) ? times + 1 : 1;
            if (times > 1) {
                steps.remove(steps.size() - 1);
            }
            steps.add(times > 1 ? step + " x" + times : step);
            last = step;
        }
        StringJoiner path = new StringJoiner(", ");
        if (steps.size() > MOST_STEPS) {
            path.add("...");
        }
        steps.subList(Math.max(0, steps.size() - MOST_STEPS), steps.size()).forEach(path::add);
        return path.toString();
    }

    /** All of a message: its fields one a line, then its attempts as a table. */
    static List<String> lines(JsonNode message) {
        List<String> lines = new ArrayList<>();
        message.properties().forEach(field -> {
            if (!field.getKey().equals("attempts")) {
                lines.add("%-17s  %s"
                        .formatted(
                                field.getKey(),
                                field.getKey().equals("text")
                                        ? Table.lines(field.getValue().asText(), LABEL)
                                        : Table.clean(field.getValue().asText())));
            }
        });
        if (message.path("attempts").isEmpty()) {
            lines.add("No attempt to send it");
            return lines;
        }
        Table table = new Table("ATTEMPT", "BEGUN", "MS", "ACCOUNT", "PROVIDER", "OUTCOME", "HTTP", "CODE", "DETAIL");
        message.path("attempts")
                .forEach(attempt -> table.row(
                        attempt.path("number").asText(),
                        time(attempt.path("begunAt")),
                        millis(attempt),
                        attempt.path("account").asText(),
                        attempt.path("provider").asText(),
                        outcome(attempt),
                        attempt.path("httpStatus").asText(""),
                        attempt.path("providerCode").asText(""),
                        Table.cut(detail(attempt), DETAIL_LENGTH)));
        lines.addAll(table.lines());
        return lines;
    }

    /** An instant in the time zone of this machine. */
    static String time(JsonNode instant) {
        try {
            return time(Instant.parse(instant.asText()));
        } catch (DateTimeException e) {
            return instant.asText();
        }
    }

    /** An instant in the time zone of this machine. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String outcome(JsonNode attempt) {
        return attempt.path("outcome").asText("(open)");
    }

    private static String detail(JsonNode attempt) {
        String id = attempt.path("providerMessageId").asText("");
        return attempt.path("detail").asText(id.isEmpty() ? "" : "its id there " + id);
    }

    private static String millis(JsonNode attempt) {
        return attempt.hasNonNull("endedAt")
                ? Long.toString(Duration.between(
                                Instant.parse(attempt.path("begunAt").asText()),
                                Instant.parse(attempt.path("endedAt").asText()))
                        .toMillis())
                : "";
    }
}
