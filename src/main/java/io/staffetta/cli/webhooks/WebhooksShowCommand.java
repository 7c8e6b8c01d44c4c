package io.staffetta.cli.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta webhooks show}. */
@Command(
        name = "show",
        description =
                "Shows the events that could not be delivered to an application, with the error: at most 100, the newest first.",
        footer = {"", "Example:", "  staffetta webhooks show crm"})
final class WebhooksShowCommand implements Callable<Integer> {

    @Mixin
    private WebhookOptions webhook;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return webhook.ask(spec, "GET", "", Map.of(), WebhooksShowCommand::words);
    }

    private static String words(JsonNode shown) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add(Table.clean(shown.path("url").asText()) + ": "
                + shown.path("waiting").asLong() + " wait, "
                + shown.path("dead").asLong() + " could not be told");
        Table table = new Table("EVENT", "SINCE", "TRIED", "WHY");
        shown.path("events")
                .forEach(event -> table.row(
                        event.path("id").asText(),
                        Times.of(event.path("createdAt")),
                        event.path("attempts").asText(),
                        event.path("error").asText()));
        if (!shown.path("events").isEmpty()) {
            table.lines().forEach(lines::add);
        }
        return lines.toString();
    }
}
