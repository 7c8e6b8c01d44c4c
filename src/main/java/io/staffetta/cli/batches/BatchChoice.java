package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.Table;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.message.MessageId;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Finds the one batch that a command is about. */
final class BatchChoice {

    private BatchChoice() {}

    /**
     * Its id as the command line has it.
     *
     * @throws ParameterException if it is empty
     */
    static String id(String given, CommandSpec spec) {
        if (given.isBlank()) {
            throw new ParameterException(spec.commandLine(), "The id is empty");
        }
        return given;
    }

    /** Says that there is none. */
    static int notFound(String id, CommandSpec spec) {
        spec.commandLine()
                .getErr()
                .println("No batch " + Table.clean(id)
                        + (MessageId.isValid(id) ? ": " : ": an id has " + MessageId.LENGTH + " characters; ")
                        + "batches list shows the newest");
        return ExitCode.NOT_FOUND;
    }

    /** Tells how a batch is that was steered, if there is one. */
    static int steered(Optional<JsonNode> batch, String id, boolean json, CommandSpec spec) {
        if (batch.isEmpty()) {
            return notFound(id, spec);
        }
        spec.commandLine().getOut().println(json ? JsonLine.write(batch.get()) : line(batch.get()));
        return ExitCode.OK;
    }

    private static String line(JsonNode batch) {
        return Table.clean(batch.path("id").asText()) + " "
                + Table.clean(batch.path("name").asText()) + ": " + BatchesView.progress(batch, -1)
                + (BatchesView.is(batch, BatchState.CANCELLED) && batch.hasNonNull("waitsFor")
                        ? "; " + Table.clean(BatchesTable.waits(batch))
                        : "");
    }
}
