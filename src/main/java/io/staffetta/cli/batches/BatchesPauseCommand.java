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

/** {@code staffetta batches pause}: has no more rows of a batch taken. */
@Command(
        name = "pause",
        description = {
            "Has no more rows of a batch taken until you resume it. It is as it is while the gateway stops and starts.",
            "Messages that are on their queues already are sent: of each account at most about"
                    + " staffetta.batch.queue-limit."
        },
        footer = {"", "Example:", "  staffetta batches pause 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
final class BatchesPauseCommand implements Callable<Integer> {

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
        return BatchChoice.steered(gateway.steer(BatchChoice.id(id, spec), "pause"), id, output.json(), spec);
    }
}
