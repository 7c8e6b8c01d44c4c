package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta retention show}: whether old messages are erased and deleted. */
@Command(
        name = "show",
        description = "Shows whether old messages are erased and deleted, or why not.",
        footer = {"", "Example:", "  staffetta retention show"})
final class RetentionShowCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode retention = new GatewayApi(options.home(), options.settings()).retention();
        String words = retention.path("held").asBoolean()
                ? "Nothing is erased or deleted since " + Times.of(retention.path("since")) + ": "
                        + Table.clean(retention.path("reason").asText())
                        + ". If the clock is right now: staffetta retention resume"
                : "Old messages are erased and deleted";
        spec.commandLine().getOut().println(output.json() ? Json.write(retention) : words);
        return ExitCode.OK;
    }
}
