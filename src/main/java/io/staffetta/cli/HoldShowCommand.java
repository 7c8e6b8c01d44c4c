package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta hold show}: whether sending is on hold. */
@Command(
        name = "show",
        description = "Shows whether messages are sent, or why not.",
        footer = {"", "Example:", "  staffetta hold show"})
final class HoldShowCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode hold = options.gateway().hold();
        spec.commandLine().getOut().println(output.json() ? Json.write(hold) : HoldView.words(hold));
        return ExitCode.OK;
    }
}
