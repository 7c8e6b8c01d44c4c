package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta operations cancel}: ends an operation before its time. */
@Command(
        name = "cancel",
        description =
                "Ends an operation: messages that had no turn yet are left as they are. What was done stays done.",
        footer = {"", "Examples:", "  staffetta operations cancel 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
final class OperationsCancelCommand implements Callable<Integer> {

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
        Optional<JsonNode> cancelled = options.gateway().operations().cancel(id);
        if (cancelled.isEmpty()) {
            spec.commandLine().getErr().println("No operation " + Table.clean(id));
            return ExitCode.NOT_FOUND;
        }
        spec.commandLine()
                .getOut()
                .println(
                        output.json()
                                ? Json.write(cancelled.get())
                                : "Operation " + id + " is cancelled: done with "
                                        + cancelled.get().path("done").asLong() + " of "
                                        + cancelled.get().path("total").asLong());
        return ExitCode.OK;
    }
}
