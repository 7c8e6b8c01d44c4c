package io.staffetta.cli.webhooks;

import io.staffetta.cli.terminal.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta webhooks remove}. */
@Command(
        name = "remove",
        description = "Has an application told no more, and forgets what waits to be told.",
        footer = {"", "Example:", "  staffetta webhooks remove crm"})
final class WebhooksRemoveCommand implements Callable<Integer> {

    @Mixin
    private WebhookOptions webhook;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return webhook.ask(
                spec,
                "DELETE",
                "",
                Map.of(),
                removed -> "Application '" + Table.clean(removed.path("name").asText()) + "' is told no more");
    }
}
