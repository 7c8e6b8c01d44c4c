package io.staffetta.cli.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code staffetta webhooks list}. */
@Command(
        name = "list",
        description = "Lists the webhooks of all applications, with their pending and failed events.",
        footer = {"", "Example:", "  staffetta webhooks list"})
final class WebhooksListCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        List<JsonNode> found = StreamSupport.stream(
                        options.gateway().access().tokens(false).path("tokens").spliterator(), false)
                .filter(token -> token.hasNonNull("webhook"))
                .toList();
        output.print(found, () -> lines(found));
        return ExitCode.OK;
    }

    private static List<String> lines(List<JsonNode> found) {
        Table table = new Table("NAME", "WAITING", "DEAD", "URL");
        found.forEach(token -> table.row(
                token.path("name").asText(),
                token.at("/webhook/waiting").asText(),
                token.at("/webhook/dead").asText(),
                token.at("/webhook/url").asText()));
        return table.lines();
    }
}
