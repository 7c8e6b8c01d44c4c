package io.staffetta.cli.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta webhooks list}. */
@Command(
        name = "list",
        description = "Lists the webhooks of all applications: what waits to be told, and what could not be told.",
        footer = {"", "Example:", "  staffetta webhooks list"})
final class WebhooksListCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<JsonNode> found = StreamSupport.stream(
                        options.gateway().tokens(false).path("tokens").spliterator(), false)
                .filter(token -> token.hasNonNull("webhook"))
                .toList();
        if (output.json()) {
            spec.commandLine().getOut().println(Json.write(found));
            return ExitCode.OK;
        }
        Table table = new Table("NAME", "WAITING", "DEAD", "URL");
        found.forEach(token -> table.row(
                token.path("name").asText(),
                token.at("/webhook/waiting").asText(),
                token.at("/webhook/dead").asText(),
                token.at("/webhook/url").asText()));
        table.lines().forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK;
    }
}
