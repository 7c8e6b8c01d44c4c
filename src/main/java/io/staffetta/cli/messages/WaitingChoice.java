package io.staffetta.cli.messages;

import io.staffetta.cli.terminal.SinceConverter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Either some messages that wait, by id, or all that the options leave. */
final class WaitingChoice {

    @Parameters(paramLabel = "ID", description = "Ids, as 'messages list' shows them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that wait and that the options leave, such as --account.")
    private boolean all;

    @Option(names = "--account", paramLabel = "ID", description = "Only those that wait for this account.")
    private String account;

    @Option(names = "--tag", paramLabel = "WORD", description = "Only those with this tag.")
    private String tag;

    @Option(names = "--batch", paramLabel = "ID", description = "Only those of this batch.")
    private String batch;

    @Option(names = "--application", paramLabel = "NAME", description = "Only those of this application.")
    private String application;

    @Option(names = "--priority", paramLabel = "P", description = "Only those of this priority: high, normal or bulk.")
    private String priority;

    @Option(names = "--to", paramLabel = "NUMBER", description = "Only those to this number.")
    private String to;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only those taken since then: how long ago, such as 1h, or ISO-8601.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only those taken before then: how long ago, such as 1h, or ISO-8601.")
    private Instant until;

    /**
     * Adds to the fields of an operation which messages it is about.
     *
     * @throws ParameterException if it is neither some nor all, or both
     */
    void put(Map<String, Object> wanted, CommandSpec spec) {
        Map<String, String> filter = filter();
        if (all == !ids.isEmpty() || (!all && !filter.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    ids.isEmpty() ? "Give ids, or --all for all that the options leave" : "Give either ids or --all");
        }
        if (all) {
            wanted.put("filter", filter);
        } else {
            wanted.put("ids", ids);
        }
    }

    /** Whether all are meant. */
    boolean all() {
        return all;
    }

    private Map<String, String> filter() {
        Map<String, String> filter = new LinkedHashMap<>();
        put(filter, "account", account);
        put(filter, "tag", tag);
        put(filter, "batch", batch);
        put(filter, "application", application);
        put(filter, "priority", priority);
        put(filter, "to", to);
        put(filter, "since", since);
        put(filter, "until", until);
        return filter;
    }

    private static void put(Map<String, String> filter, String name, Object value) {
        if (value != null) {
            filter.put(name, value.toString());
        }
    }
}
