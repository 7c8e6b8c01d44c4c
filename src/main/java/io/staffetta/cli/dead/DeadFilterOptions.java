package io.staffetta.cli.dead;

import io.staffetta.cli.terminal.SinceConverter;
import io.staffetta.delivery.Phase;
import io.staffetta.delivery.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say which dead letters are meant. */
final class DeadFilterOptions {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those that died of this: ${COMPLETION-CANDIDATES}.")
    private Reason reason;

    @Option(names = "--account", paramLabel = "ID", description = "Only those that died with this account.")
    private String account;

    @Option(
            names = "--detail",
            paramLabel = "TEXT",
            description = "Only those with this detail, as 'dead groups' shows it; figures do not matter.")
    private String detail;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only those dead since then: how long ago, such as 1h, or ISO-8601.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only those dead before then: how long ago, such as 1h, or ISO-8601.")
    private Instant until;

    @Option(names = "--batch", paramLabel = "ID", description = "Only those of this batch.")
    private String batch;

    @Option(names = "--to", paramLabel = "NUMBER", description = "Only those to this number.")
    private String to;

    @Option(names = "--words", paramLabel = "TEXT", description = "Only those whose detail has all of these words.")
    private String words;

    @Option(names = "--application", paramLabel = "NAME", description = "Only those of this application.")
    private String application;

    @Option(names = "--tag", paramLabel = "WORD", description = "Only those with this tag.")
    private String tag;

    @Option(names = "--priority", paramLabel = "P", description = "Only those of this priority: high, normal or bulk.")
    private String priority;

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description = "Only those of unknown outcome whose attempt came so far: ${COMPLETION-CANDIDATES}.")
    private Phase phase;

    @Option(names = "--node", paramLabel = "NAME", description = "Only those that this gateway tried last.")
    private String node;

    /** Those that are given, as the gateway's HTTP API has them. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "reason", reason);
        put(parameters, "account", account);
        put(parameters, "detail", detail);
        put(parameters, "since", since);
        put(parameters, "until", until);
        put(parameters, "batch", batch);
        put(parameters, "to", to);
        put(parameters, "q", words);
        put(parameters, "application", application);
        put(parameters, "tag", tag);
        put(parameters, "priority", priority);
        put(parameters, "phase", phase);
        put(parameters, "node", node);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
