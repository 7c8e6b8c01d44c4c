package io.staffetta.cli.terminal;

import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of lists that can be cut to a period. */
public final class PeriodOptions {

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = SinceConverter.class,
            description = "Only from then on: a duration back such as 30m, 1h or 2d, an instant such as"
                    + " 2026-11-22T10:00:00Z, or a day such as 2026-11-22.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = SinceConverter.class,
            description = "Only before then; as --since.")
    private Instant until;

    /** Puts the period among the parameters of a list of the gateway's; {@code null} for an end that is not given. */
    public void put(Map<String, String> parameters) {
        parameters.put("since", since == null ? null : since.toString());
        parameters.put("until", until == null ? null : until.toString());
    }
}
