package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Table;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operation that a command is about. */
final class OperationId {

    @Parameters(paramLabel = "ID", description = "The operation.")
    private String id;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Its id, as it was given. */
    String get() {
        return id;
    }

    /**
     * Does something with it, or says that there is none.
     *
     * @param found what the gateway has of it; empty for none
     * @return the exit code
     */
    int ifFound(Optional<JsonNode> found, ToIntFunction<JsonNode> deed) {
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("No operation " + Table.clean(id));
            return ExitCode.NOT_FOUND;
        }
        return deed.applyAsInt(found.get());
    }
}
