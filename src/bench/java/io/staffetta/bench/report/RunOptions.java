package io.staffetta.bench.report;

import picocli.CommandLine;

/** The options of a command whose rounds are runs of so many messages, after some that do not count; a mixin. */
public final class RunOptions extends RoundOptions {

    @CommandLine.Option(
            names = "--messages",
            defaultValue = "20000",
            description = "of a run (default: ${DEFAULT-VALUE})")
    private int messages;

    @CommandLine.Option(
            names = "--warm-up",
            defaultValue = "20000",
            description = "messages of each case before, which do not count (default: ${DEFAULT-VALUE})")
    private int warmUp;

    /** Messages of a run. */
    public int messages() {
        return messages;
    }

    /** Messages before, which do not count. */
    public int warmUp() {
        return warmUp;
    }
}
