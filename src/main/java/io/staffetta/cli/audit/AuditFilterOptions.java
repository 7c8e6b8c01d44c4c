package io.staffetta.cli.audit;

import io.staffetta.cli.terminal.PeriodOptions;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select entries of the audit trail. */
final class AuditFilterOptions {

    @Option(names = "--who", paramLabel = "NAME", description = "Only actions of this application or administrator.")
    private String who;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "Only one action, such as batch.cancel, or those of one noun, such as batch.")
    private String action;

    @Option(names = "--subject", paramLabel = "ID", description = "Only actions on this object, such as a batch.")
    private String subject;

    @Mixin
    private PeriodOptions period;

    /** Those that are given, as the gateway's HTTP API has them; {@code null} for one that is not. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("who", who);
        parameters.put("action", action);
        parameters.put("subject", subject);
        period.put(parameters);
        return parameters;
    }
}
