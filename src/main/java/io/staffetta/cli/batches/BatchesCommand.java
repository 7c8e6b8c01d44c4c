package io.staffetta.cli.batches;

import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta batches}: files with many messages. */
@Command(
        name = "batches",
        description = "Works with batch files: many messages in one file, a row for each.",
        subcommands = {
            BatchesCheckCommand.class,
            BatchesListCommand.class,
            BatchesShowCommand.class,
            BatchesWatchCommand.class,
            BatchesCancelCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta batches check campaign.csv",
            "  staffetta batches list --unfinished",
            "  staffetta batches watch",
            "  staffetta batches pause 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta batches check customers.csv --template 'Dear {{name}}, your order {{order}} is ready'"
        })
public final class BatchesCommand {

    @Spec
    private CommandSpec spec;

    /** {@code staffetta batches pause}: has no more rows of a batch taken. */
    @Command(
            description = {
                "Pauses a batch: no more of its rows are taken until you resume it. The pause survives a restart of the gateway.",
                "Messages that are on their queues already are sent: of each account at most about"
                        + " staffetta.batch.queue-limit."
            },
            footer = {"", "Example:", "  staffetta batches pause 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
    int pause(
            @Mixin GatewayOptions options,
            @Mixin JsonOption output,
            @Parameters(paramLabel = "ID", description = "The batch.") String id) {
        return steer(options, output, id, "pause");
    }

    /** {@code staffetta batches resume}: has the rows of a paused batch taken again. */
    @Command(
            description = "Resumes a paused batch from where it was paused.",
            footer = {"", "Example:", "  staffetta batches resume 01JDC5Z8K3V4M0W6Y1B2C3D4E5"})
    int resume(
            @Mixin GatewayOptions options,
            @Mixin JsonOption output,
            @Parameters(paramLabel = "ID", description = "The batch.") String id) {
        return steer(options, output, id, "resume");
    }

    private int steer(GatewayOptions options, JsonOption output, String id, String what) {
        GatewayApi gateway = options.gateway();
        return BatchChoice.steered(gateway.batches().steer(BatchChoice.id(id, spec), what), id, output.json(), spec);
    }
}
