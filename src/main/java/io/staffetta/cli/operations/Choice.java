package io.staffetta.cli.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Options that say with what an operation is to be done: some by their ids, or all that a filter leaves. */
public final class Choice {

    @Parameters(paramLabel = "ID", description = "Ids, as the list shows them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that the other options select, such as --account.")
    private boolean all;

    /**
     * Adds to the fields of an operation with what it is to be done.
     *
     * @param filter what the other options say, as the gateway's HTTP API has it
     * @throws ParameterException if it is neither some nor all, or both
     */
    public void put(Map<String, Object> wanted, Map<String, String> filter, CommandSpec spec) {
        if (all == !ids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    all ? "Give either ids or --all, not both" : "Give ids, or --all for all that the options leave");
        }
        if (all) {
            wanted.put("filter", filter);
        } else if (filter.isEmpty()) {
            wanted.put("ids", ids);
        } else {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give either ids or --" + filter.keySet().iterator().next() + ", not both");
        }
    }

    /** Whether all are meant. */
    boolean all() {
        return all;
    }
}
