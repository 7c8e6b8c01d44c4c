package io.staffetta.crash;

import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.sandbox.ProviderSandbox;
import java.util.Set;
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
            description =
                    "plain, retry, dead, refuse, hang, park, failover, redeliver or mixed (default: ${DEFAULT-VALUE})")
    private String scenario;

    @CommandLine.Option(names = "--messages", defaultValue = "20000", description = "default: ${DEFAULT-VALUE}")
    private int messages;

    @CommandLine.Option(names = "--kills", defaultValue = "20", description = "default: ${DEFAULT-VALUE}")
    private int kills;

    @CommandLine.Option(names = "--seed", description = "number that makes the random choices (default: the time)")
    private Long seed;

    @CommandLine.Option(
            names = "--broker",
            defaultValue = "embedded",
            description = "embedded, classic or artemis (default: ${DEFAULT-VALUE})")
    private String broker;

    @CommandLine.Option(
            names = "--postgres",
            description = "with a PostgreSQL database as the ledger; not with embedded")
    private boolean postgres;

    @CommandLine.Option(names = "--nodes", defaultValue = "1", description = "gateways (default: ${DEFAULT-VALUE})")
    private int nodes;

    @CommandLine.Option(
            names = "--kill",
            split = ",",
            defaultValue = "gateway",
            description = "gateway, broker, database or several with commas; or disk, which is filled (default:"
                    + " ${DEFAULT-VALUE})")
    private Set<String> killed;

    private CrashMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new CrashMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
        CrashRun run = new CrashRun(Scenario.of(scenario), messages, kills, chosen);
        return run.run(this::open).isSound() ? 0 : 1;
    }

    private Site open(Scenario chosen, ProviderSandbox providers) {
        return switch (broker) {
            case "embedded" -> new GatewaySite(chosen, providers, killed.contains("disk"));
            case "classic" -> cluster(chosen, providers, new ClassicBrokerProcess());
            case "artemis" -> cluster(chosen, providers, ArtemisServer.asRecommended());
            default -> throw new IllegalArgumentException("--broker must be embedded, classic or artemis");
        };
    }

    private Site cluster(Scenario chosen, ProviderSandbox providers, ExternalBroker external) {
        return new ClusterSite(chosen, providers, external, postgres, nodes, killed);
    }
}
