package io.staffetta.cli.dead;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Either some dead letters, by id, or all that the filter leaves. */
final class DeadChoice {

    @Parameters(paramLabel = "ID", description = "Ids, as 'dead list' shows them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that the options leave, such as --reason and --account.")
    private boolean all;

    @Mixin
    private DeadFilterOptions which;

    /**
     * Adds to the fields of an operation which letters it is about.
     *
     * @throws ParameterException if it is neither some nor all, or both
     */
    void put(Map<String, Object> wanted, CommandSpec spec) {
        if (all == !ids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    all ? "Give either ids or --all, not both" : "Give ids, or --all for all that the filter leaves");
        }
        Map<String, String> filter = which.parameters();
        if (all) {
            wanted.put("filter", filter);
        } else if (!filter.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give either ids or --" + filter.keySet().iterator().next() + ", not both");
        } else {
            wanted.put("ids", ids);
        }
    }

    /** Whether all are meant. */
    boolean all() {
        return all;
    }
}
