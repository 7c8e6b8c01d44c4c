package io.staffetta.cli.operations;

import io.staffetta.cli.terminal.SinceConverter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** Options that select messages or dead letters, the same for both. */
public final class FilterOptions {

    @Option(names = "--account", paramLabel = "ID", description = "Only those of this account.")
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
            description =
                    "Only those that were taken since then, or are dead since then: how long ago, such as 1h, or ISO-8601.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only those that were taken, or died, before then; as --since.")
    private Instant until;

    /** Those that are given, as the gateway's HTTP API has them; the caller's own. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("account", account);
        parameters.put("tag", tag);
        parameters.put("batch", batch);
        parameters.put("application", application);
        parameters.put("priority", priority);
        parameters.put("to", to);
        parameters.put("since", Objects.toString(since, null));
        parameters.put("until", Objects.toString(until, null));
        parameters.values().removeIf(Objects::isNull);
        return parameters;
    }
}
