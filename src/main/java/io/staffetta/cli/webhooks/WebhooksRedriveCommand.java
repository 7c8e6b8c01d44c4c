package io.staffetta.cli.webhooks;

import io.staffetta.cli.terminal.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta webhooks redrive}. */
@Command(
        name = "redrive",
        description = "Has what an application could not be told told again, from now on.",
        footer = {"", "Example:", "  staffetta webhooks redrive crm"})
final class WebhooksRedriveCommand implements Callable<Integer> {

    @Mixin
    private WebhookOptions webhook;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return webhook.ask(
                spec,
                "POST",
                "/retry",
                Map.of(),
                again -> "Application '" + Table.clean(again.path("name").asText()) + "' is told again");
    }
}
