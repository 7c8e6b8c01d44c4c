package io.staffetta.cli.dead;

import io.staffetta.cli.operations.FilterOptions;
import io.staffetta.delivery.Phase;
import io.staffetta.delivery.Reason;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select dead letters. */
final class DeadFilterOptions {

    @Mixin
    private FilterOptions filter;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those with this reason: ${COMPLETION-CANDIDATES}.")
    private Reason reason;

    @Option(
            names = "--detail",
            paramLabel = "TEXT",
            description = "Only those with this detail, as 'dead groups' shows it; figures do not matter.")
    private String detail;

    @Option(names = "--words", paramLabel = "TEXT", description = "Only those whose detail has all of these words.")
    private String words;

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description = "Only those of unknown outcome whose attempt reached this phase: ${COMPLETION-CANDIDATES}.")
    private Phase phase;

    @Option(names = "--node", paramLabel = "NAME", description = "Only those that this gateway tried last.")
    private String node;

    /** Those that are given, as the gateway's HTTP API has them; the caller's own. */
    Map<String, String> parameters() {
        Map<String, String> parameters = filter.parameters();
        parameters.put("reason", Objects.toString(reason, null));
        parameters.put("detail", detail);
        parameters.put("q", words);
        parameters.put("phase", Objects.toString(phase, null));
        parameters.put("node", node);
        parameters.values().removeIf(Objects::isNull);
        return parameters;
    }
}
