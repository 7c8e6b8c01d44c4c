package io.staffetta.crash;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** The long form of the crash tests, for {@code src/bench/crash}. */
@CommandLine.Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        description =
                "Kills the gateway again and again under load, and draws the balance. Exit code 1: it is not sound.")
final class CrashMain implements Callable<Integer> {

    @CommandLine.Option(
            names = "--scenario",
            defaultValue = "plain",
            description = "plain, retry, dead, hang, park or mixed (default: ${DEFAULT-VALUE})")
    private String scenario;

    @CommandLine.Option(names = "--messages", defaultValue = "20000", description = "default: ${DEFAULT-VALUE}")
    private int messages;

    @CommandLine.Option(names = "--kills", defaultValue = "20", description = "default: ${DEFAULT-VALUE}")
    private int kills;

    @CommandLine.Option(names = "--seed", description = "number that makes the random choices (default: the time)")
    private Long seed;

    private CrashMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new CrashMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
        CrashRun run = new CrashRun(Scenario.of(scenario), messages, kills, chosen);
        return run.run().isSound() ? 0 : 1;
    }
}
