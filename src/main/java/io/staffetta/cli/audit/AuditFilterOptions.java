package io.staffetta.cli.audit;

import io.staffetta.cli.terminal.SinceConverter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which entries are meant. */
final class AuditFilterOptions {

    @Option(names = "--who", paramLabel = "NAME", description = "Only what an application or administrator did.")
    private String who;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "Only one action, such as batch.cancel, or those of one noun, such as batch.")
    private String action;

    @Option(names = "--subject", paramLabel = "ID", description = "Only what was done to one thing, such as a batch.")
    private String subject;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only from then on: how long ago, such as 1h, or ISO-8601.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only before then: how long ago, such as 1h, or ISO-8601.")
    private Instant until;

    /** As the gateway's HTTP API has them. */
    Map<String, String> parameters(int limit, String before) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("who", who);
        parameters.put("action", action);
        parameters.put("subject", subject);
        parameters.put("since", since == null ? null : since.toString());
        parameters.put("until", until == null ? null : until.toString());
        parameters.put("limit", Integer.toString(limit));
        parameters.put("before", before);
        return parameters;
    }
}
