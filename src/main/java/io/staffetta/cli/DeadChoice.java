package io.staffetta.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Either some dead letters, by id, or all that the filter leaves. */
final class DeadChoice {

    @Parameters(paramLabel = "ID", description = "Ids, as 'dead list' shows them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that --reason, --account, --phase and --node leave.")
    private boolean all;

    /** The ids given. */
    List<String> ids() {
        return ids;
    }

    /**
     * Refuses neither, and both.
     *
     * @throws ParameterException if it is not exactly one of them
     */
    void check(CommandSpec spec) {
        if (all == !ids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    all ? "Give either ids or --all, not both" : "Give ids, or --all for all that the filter leaves");
        }
    }

    /** Whether all are meant. */
    boolean all() {
        return all;
    }
}
