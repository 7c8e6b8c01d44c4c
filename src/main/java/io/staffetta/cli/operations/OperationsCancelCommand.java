package io.staffetta.cli.operations;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code staffetta operations cancel}: ends an operation before its time. */
@Command(
        name = "cancel",
        description =
                "Cancels an operation: the messages that it has not handled yet stay as they are. What is done stays done.",
        footer = {"", "Examples:", "  staffetta operations cancel 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
final class OperationsCancelCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Mixin
    private OperationId id;

    @Override
    public Integer call() {
        return id.ifFound(options.gateway().operations().cancel(id.get()), cancelled -> {
            output.print(
                    cancelled,
                    () -> List.of("Operation " + id.get() + " is cancelled: done with "
                            + cancelled.path("done").asLong() + " of "
                            + cancelled.path("total").asLong()));
            return ExitCode.OK;
        });
    }
}
