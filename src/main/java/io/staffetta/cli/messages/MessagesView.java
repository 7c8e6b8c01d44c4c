package io.staffetta.cli.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** Shows messages of the ledger, which come as JSON from the gateway, to people. */
public final class MessagesView {

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
            if (!field.getValue().isArray()) {
                lines.add("%-17s  %s"
                        .formatted(
                                field.getKey(),
                                field.getKey().equals("text")
                                        ? Table.lines(field.getValue().asText(), LABEL)
                                        : Table.clean(field.getValue().asText())));
            }
        });
        List<Step> steps = steps(message);
        if (steps.isEmpty()) {
            lines.add("No attempt to send it");
            return lines;
        }
        Table table = new Table("ATTEMPT", "BEGUN", "MS", "ACCOUNT", "PROVIDER", "OUTCOME", "HTTP", "CODE", "DETAIL");
        steps.forEach(step -> table.row(step.cells().toArray(String[]::new)));
        lines.addAll(table.lines());
        return lines;
    }

    /** A line of the story. */
    private record Step(String at, List<String> cells) {}

    /** Its attempts, and what people did with it in between, in the order of time. */
    private static List<Step> steps(JsonNode message) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode attempt : message.path("attempts")) {
            steps.add(new Step(
                    attempt.path("begunAt").asText(),
                    List.of(
                            attempt.path("number").asText(),
                            Times.of(attempt.path("begunAt")),
                            millis(attempt),
                            attempt.path("account").asText(),
                            attempt.path("provider").asText(),
                            outcome(attempt),
                            attempt.path("httpStatus").asText(""),
                            attempt.path("providerCode").asText(""),
                            Table.cut(detail(attempt), DETAIL_LENGTH))));
        }
        for (JsonNode deed : message.path("interventions")) {
            steps.add(new Step(
                    deed.path("at").asText(),
                    List.of(
                            "",
                            Times.of(deed.path("at")),
                            "",
                            deed.path("account").asText(""),
                            "",
                            deed.path("deed").asText(),
                            "",
                            "",
                            Table.cut(by(deed), DETAIL_LENGTH))));
        }
        steps.sort(Comparator.comparing(step -> Instant.parse(step.at())));
        return steps;
    }

    /** Who did something with a dead letter, and why. */
    public static String by(JsonNode deed) {
        String why = deed.path("why").asText("");
        return "by " + deed.path("who").asText("somebody") + (why.isEmpty() ? "" : ": " + why);
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
