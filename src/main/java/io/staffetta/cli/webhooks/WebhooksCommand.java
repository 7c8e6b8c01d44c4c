package io.staffetta.cli.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta webhooks}: where applications are told what became of their messages. */
@Command(
        name = "webhooks",
        description = "Manages webhooks, which tell applications the outcomes of their messages.",
        subcommands = {
            WebhooksListCommand.class,
            WebhooksShowCommand.class,
            WebhooksSetCommand.class,
            WebhooksTestCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta webhooks set crm https://crm.example/hook",
            "  staffetta webhooks test crm",
            "  staffetta webhooks list"
        })
public final class WebhooksCommand {

    @Spec
    private CommandSpec spec;

    /** {@code staffetta webhooks remove}: deletes the webhook of an application. */
    @Command(
            description = "Removes the webhook of an application, and its pending events.",
            footer = {"", "Example:", "  staffetta webhooks remove crm"})
    int remove(@Mixin WebhookOptions webhook) {
        return webhook.ask(spec, "DELETE", "", Map.of(), removed -> name(removed) + " is told no more");
    }

    /** {@code staffetta webhooks redrive}: delivers events again that could not be delivered. */
    @Command(
            description = "Sends the events again that could not be delivered to an application.",
            footer = {"", "Example:", "  staffetta webhooks redrive crm"})
    int redrive(@Mixin WebhookOptions webhook) {
        return webhook.ask(spec, "POST", "/retry", Map.of(), again -> name(again) + " is told again");
    }

    private static String name(JsonNode answer) {
        return "Application '" + Table.clean(answer.path("name").asText()) + "'";
    }
}
