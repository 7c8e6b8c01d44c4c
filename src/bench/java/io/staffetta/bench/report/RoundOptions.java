package io.staffetta.bench.report;

import picocli.CommandLine;

/** The options of a command that measures gateways in rounds; a mixin. */
public class RoundOptions {

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @CommandLine.Option(
            names = "--heap",
            defaultValue = "default",
            description = "largest heap of a gateway, such as 512m (default: that of config/java.options)")
    private String heap;

    /** How often each case is measured. */
    public int rounds() {
        return rounds;
    }

    /** Largest heap of a gateway, or {@code default}. */
    public String heap() {
        return heap;
    }
}
