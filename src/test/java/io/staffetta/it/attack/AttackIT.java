package io.staffetta.it.attack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Attacks a running gateway on all its doors. Its table goes to {@code target/attack.txt}, with the seed; with
 * {@code -Dattack.seed=…} the inputs are those of another run.
 */
class AttackIT {

    private static final long SEED = Long.getLong("attack.seed", 20_261_129);
    private static final int LEAST_INPUTS = 10_000;
    private static final long MOST_MORE_BYTES = 96L << 20;
    /** The broker lets 100 connections be that have not logged in, and its threads stay for a while. */
    private static final int MOST_MORE_THREADS = 250;

    private final List<Tally> tallies = new ArrayList<>();

    @Test
    void noneOfTenThousandInputsWinsOrStopsTheGateway() throws Exception {
        SoftAssertions results = new SoftAssertions();
        try (Victim victim = new Victim(SEED);
                SlowCallers slow = new SlowCallers(victim)) {
            HostileFiles files = new HostileFiles(victim);
            victim.isWell();
            long bytes = usedBytes();
            int threads = Thread.activeCount();
            for (Attack attack : List.of(
                    new RouteRights(),
                    new PathTricks(),
                    new OthersMessages(),
                    new Framing(),
                    new TooLarge(),
                    new HostileJson(),
                    new CamelHeaders(),
                    new BrokerLogins(),
                    new InnerQueues(),
                    new StompFrames(),
                    new OthersOutcomes(),
                    new ForgedProperties(),
                    new HostileAnswers(),
                    new HostileNames(),
                    files,
                    slow)) {
                results.assertThat(run(attack, victim)).as(attack.what()).isEmpty();
                victim.isWell();
                results.assertThat(usedBytes() - bytes)
                        .as("memory after " + attack.what())
                        .isLessThan(MOST_MORE_BYTES);
                results.assertThat(Thread.activeCount() - threads)
                        .as("threads after " + attack.what())
                        .isLessThan(MOST_MORE_THREADS);
            }
        } finally {
            Files.writeString(Path.of("target", "attack.txt"), table());
            System.out.println(table());
        }
        results.assertThat(total()).isGreaterThanOrEqualTo(LEAST_INPUTS);
        results.assertAll();
    }

    private List<String> run(Attack attack, Victim victim) throws Exception {
        Tally tally = new Tally(attack.what());
        tallies.add(tally);
        long began = System.nanoTime();
        attack.on(victim, tally);
        tally.took((System.nanoTime() - began) / 1e9);
        tally.won().forEach(one -> System.out.println("WON " + attack.what() + ": " + one));
        return tally.won();
    }

    private String table() {
        return Stream.concat(
                        Stream.of(
                                "Seed " + SEED,
                                "",
                                "| Attack | Inputs | Refused | Harmless | Won | Seconds |",
                                "|---|---|---|---|---|---|"),
                        tallies.stream().map(Tally::row))
                .collect(Collectors.joining("\n", "", String.format(Locale.ROOT, "%n%,d in all%n", total())));
    }

    private int total() {
        return tallies.stream().mapToInt(Tally::inputs).sum();
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
