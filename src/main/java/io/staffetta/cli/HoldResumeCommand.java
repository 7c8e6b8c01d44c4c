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

/** {@code staffetta hold resume}: has messages sent again. */
@Command(
        name = "resume",
        description =
                "Has messages sent again. After a restore read first what may be sent twice: src/docs/upgrading.md.",
        footer = {"", "Example:", "  staffetta hold resume"})
final class HoldResumeCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode hold = options.gateway().resumeHold();
        String words = hold.path("wasHeld").asBoolean()
                ? "Messages are sent again"
                : "Messages are sent: that was not on hold";
        spec.commandLine().getOut().println(output.json() ? Json.write(hold) : words);
        return ExitCode.OK;
    }
}
