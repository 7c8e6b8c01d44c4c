package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta operations watch}: follows an operation to its end. */
@Command(
        name = "watch",
        description = "Follows an operation to its end, and tells what became of its messages.",
        footer = {"", "Examples:", "  staffetta operations watch 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
final class OperationsWatchCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "ID", description = "The operation.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayOperations gateway = options.gateway().operations();
        if (gateway.find(id, Map.of("limit", "1")).isEmpty()) {
            spec.commandLine().getErr().println("No operation " + Table.clean(id));
            return ExitCode.NOT_FOUND;
        }
        JsonNode ended = new OperationWatch(gateway, spec.commandLine().getErr(), "done").follow(id);
        return new OperationReport(gateway, spec, "done", output.json()).print(ended);
    }
}
