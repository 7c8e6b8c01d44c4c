package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta retention resume}: has old messages erased and deleted again. */
@Command(
        name = "resume",
        description = "Has old messages erased and deleted again. See first that the clock of the machine is right.",
        footer = {"", "Example:", "  date && staffetta retention resume"})
final class RetentionResumeCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode resumed = new GatewayApi(options.home(), options.settings()).resumeRetention();
        spec.commandLine()
                .getOut()
                .println(
                        resumed.path("wasHeld").asBoolean()
                                ? "Old messages are erased and deleted again"
                                : "Old messages are erased and deleted: that was not held");
        return ExitCode.OK;
    }
}
