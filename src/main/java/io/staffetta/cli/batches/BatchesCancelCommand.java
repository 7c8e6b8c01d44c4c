package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.Confirmation;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta batches cancel}: ends a batch before its time. */
@Command(
        name = "cancel",
        description = {
            "Cancels a batch for good: nothing more of it is sent, neither its other rows nor its messages that are on"
                    + " queues. What a provider has stays sent, and is counted.",
            "Its result files have the outcome of each row."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta batches cancel 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta batches cancel 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --yes --json"
        })
final class BatchesCancelCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "ID", description = "The batch.")
    private String id;

    @Option(names = "--yes", description = "Does not ask before it cancels.")
    private boolean yes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        GatewayApi gateway = options.gateway();
        Optional<JsonNode> batch = gateway.batches().find(BatchChoice.id(id, spec));
        if (batch.isEmpty()) {
            return BatchChoice.notFound(id, spec);
        }
        if (!yes && !confirmed(batch.get())) {
            spec.commandLine().getErr().println("Nothing was cancelled: answer y, or add --yes");
            return ExitCode.FAILED;
        }
        return BatchChoice.steered(gateway.batches().steer(id, "cancel"), id, output.json(), spec);
    }

    private boolean confirmed(JsonNode batch) throws IOException {
        return Confirmation.given(
                spec.commandLine().getErr(),
                Table.clean(batch.path("name").asText()) + " of folder "
                        + Table.clean(batch.path("folder").asText()) + ": " + BatchesView.progress(batch, -1)
                        + ". Cancel it for good?");
    }
}
