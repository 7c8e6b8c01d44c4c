package io.staffetta.cli.webhooks;

import io.staffetta.cli.terminal.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta webhooks set}. */
@Command(
        name = "set",
        description = "Sets the webhook of an application, and shows its signing secret once.",
        footer = {"", "Example:", "  staffetta webhooks set crm https://crm.example/hook"})
final class WebhooksSetCommand implements Callable<Integer> {

    @Mixin
    private WebhookOptions webhook;

    @Parameters(index = "1", paramLabel = "URL", description = "Its URL, https.")
    private String url;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return webhook.ask(
                spec,
                "PUT",
                "",
                Map.of("url", url),
                set -> "Application '" + Table.clean(set.path("name").asText()) + "' is told at "
                        + Table.clean(set.path("url").asText()) + ", signed with "
                        + Table.clean(set.path("secret").asText()) + System.lineSeparator()
                        + "Nobody can ask for this secret again");
    }
}
