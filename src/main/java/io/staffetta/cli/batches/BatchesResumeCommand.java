package io.staffetta.cli.batches;

import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.JsonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta batches resume}: has the rows of a paused batch taken again. */
@Command(
        name = "resume",
        description = "Has the rows of a paused batch taken again, from where it was paused.",
        footer = {"", "Example:", "  staffetta batches resume 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
final class BatchesResumeCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "ID", description = "The batch.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayApi gateway = options.gateway();
        return BatchChoice.steered(gateway.steer(BatchChoice.id(id, spec), "resume"), id, output.json(), spec);
    }
}
