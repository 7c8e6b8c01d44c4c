package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta batches show}: how far one batch has come. */
@Command(
        name = "show",
        description = "Shows the progress of a batch: its rows, and the outcomes of its messages.",
        footer = {
            "",
            "Examples:",
            "  staffetta batches show 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta batches show 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --json"
        })
final class BatchesShowCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "ID", description = "Its id, as in 'batches list'.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<JsonNode> batch = options.gateway().batches().find(BatchChoice.id(id, spec));
        if (batch.isEmpty()) {
            return BatchChoice.notFound(id, spec);
        }
        if (output.json()) {
            spec.commandLine().getOut().println(JsonLine.write(batch.get()));
        } else {
            BatchesView.lines(batch.get()).forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.OK;
    }
}
