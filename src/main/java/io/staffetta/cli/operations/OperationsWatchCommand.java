package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.JsonOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta operations watch}: follows an operation to its end. */
@Command(
        name = "watch",
        description = "Follows an operation to its end, and shows the outcomes of its messages.",
        footer = {"", "Examples:", "  staffetta operations watch 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
final class OperationsWatchCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Mixin
    private OperationId id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayOperations gateway = options.gateway().operations();
        return id.ifFound(gateway.find(id.get(), Map.of("limit", "1")), found -> {
            JsonNode ended = new OperationWatch(gateway, spec.commandLine().getErr(), "done").follow(id.get());
            return new OperationReport(gateway, spec, "done", output.json()).print(ended);
        });
    }
}
