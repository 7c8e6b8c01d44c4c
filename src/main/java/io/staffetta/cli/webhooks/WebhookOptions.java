package io.staffetta.cli.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.gateway.GatewayReply;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Holds the options that the commands on one application's webhook share. */
final class WebhookOptions {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "NAME", description = "Name of the application, or id of its token.")
    private String name;

    /**
     * Asks the gateway, and tells what came of it.
     *
     * @param path behind that of the webhook; empty for itself
     * @param words what to tell people
     * @return the exit code
     */
    int ask(CommandSpec spec, String method, String path, Map<String, Object> body, Function<JsonNode, String> words) {
        GatewayApi gateway = options.gateway();
        Optional<String> id = id(gateway);
        if (id.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("No application '" + Table.clean(name) + "': staffetta tokens list lists all");
            return ExitCode.NOT_FOUND;
        }
        GatewayReply reply = gateway.access().webhook(method, id.get(), path, body);
        if (output.json()) {
            spec.commandLine().getOut().println(JsonLine.write(reply.body()));
        } else if (reply.isDone()) {
            spec.commandLine().getOut().println(words.apply(reply.body()));
        } else {
            spec.commandLine()
                    .getErr()
                    .println(Table.clean(reply.body().path("detail").asText()));
        }
        return reply.isDone() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Optional<String> id(GatewayApi gateway) {
        return StreamSupport.stream(
                        gateway.access().tokens(false).path("tokens").spliterator(), false)
                .filter(token -> token.path("name").asText().equals(name)
                        || token.path("id").asText().equals(name))
                .map(token -> token.path("id").asText())
                .findFirst();
    }
}
