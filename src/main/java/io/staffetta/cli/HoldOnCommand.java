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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta hold on}: has nothing sent. */
@Command(
        name = "on",
        description = "Has nothing sent from now on, until 'staffetta hold resume'. What comes in is taken, and waits.",
        footer = {"", "Example:", "  staffetta hold on --why 'the provider is being changed'"})
final class HoldOnCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for others who look. At most 200 characters.")
    private String why = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode hold = options.gateway().placeHold(why.strip());
        spec.commandLine().getOut().println(output.json() ? Json.write(hold) : HoldView.words(hold));
        return ExitCode.OK;
    }
}
