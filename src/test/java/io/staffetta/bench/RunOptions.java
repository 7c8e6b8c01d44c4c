package io.staffetta.bench;

import picocli.CommandLine;

/** The options of a command that has gateways send messages, run after run; a mixin. */
final class RunOptions {

    @CommandLine.Option(
            names = "--messages",
            defaultValue = "20000",
            description = "of a run (default: ${DEFAULT-VALUE})")
    private int messages;

    @CommandLine.Option(
            names = "--warm-up",
            defaultValue = "20000",
            description = "messages of a run before, which does not count (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @CommandLine.Option(
            names = "--heap",
            defaultValue = "default",
            description = "largest heap of a gateway, such as 512m (default: that of config/java.options)")
    private String heap;

    int messages() {
        return messages;
    }

    int warmUp() {
        return warmUp;
    }

    int rounds() {
        return rounds;
    }

    String heap() {
        return heap;
    }
}
