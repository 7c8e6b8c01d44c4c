package io.staffetta.cli.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta webhooks test}. */
@Command(
        name = "test",
        description = {
            "Sends a test event to an application, and waits for its answer.",
            "Exit code 0 if the application accepted it, 5 otherwise."
        },
        footer = {"", "Example:", "  staffetta webhooks test crm"})
final class WebhooksTestCommand implements Callable<Integer> {

    @Mixin
    private WebhookOptions webhook;

    @Spec
    private CommandSpec spec;

    private boolean told;

    @Override
    public Integer call() {
        int code = webhook.ask(spec, "POST", "/test", Map.of(), this::words);
        return code == ExitCode.OK && !told ? ExitCode.NOT_ACCEPTED : code;
    }

    private String words(JsonNode tested) {
        told = tested.path("told").asBoolean();
        String name = "Application '" + Table.clean(tested.path("name").asText()) + "' ";
        return told
                ? name + "took the test"
                : name + "did not take the test: "
                        + Table.clean(tested.path("failure").asText());
    }
}
