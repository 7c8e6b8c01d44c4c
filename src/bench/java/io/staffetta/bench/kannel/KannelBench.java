package io.staffetta.bench.kannel;

import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.Side;
import io.staffetta.bench.load.SideRun;
import io.staffetta.bench.load.StaffettaSide;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * HTTP in, durable queue, HTTP provider: Staffetta and Kannel in turns, each idle while the other one runs. For each latency
 * of the provider both are started anew.
 *
 * @param messages of a run, 1 or more
 * @param warmUp messages of a run of each before the others, which does not count; 0 for no such run
 * @param pairs runs of each
 * @param latencies of the provider, in milliseconds
 * @param connections over which messages are put into Staffetta
 * @param kannelConnections over which messages are put into Kannel; 0 for no Kannel
 * @param stores of Kannel: {@code file}, {@code spool}; each is measured by itself
 * @param concurrency submissions of Staffetta at once; 0: 200 without latency, else 1,000
 * @param pending submissions at once of each of Kannel's connections to the provider; 0: 200 without latency, else 1,000
 * @param heap of Staffetta, as for {@code -Xmx}, or {@code default}
 */
record KannelBench(
        int messages,
        int warmUp,
        int pairs,
        List<Integer> latencies,
        int connections,
        int kannelConnections,
        List<String> stores,
        int concurrency,
        int pending,
        String heap) {

    /** All runs of a side at a latency, in their order. */
    record Case(int latency, String side, String settings, List<SideRun> runs, boolean isSound) {

        Series series(ToDoubleFunction<SideRun> value) {
            return new Series(
                    side, runs.stream().map(run -> value.applyAsDouble(run)).toList());
        }
    }

    /** The cases: for each latency Staffetta, then Kannel with each of its stores. */
    List<Case> run() throws IOException {
        List<Case> cases = new ArrayList<>();
        Numbers numbers = new Numbers();
        try (ProviderStub stub = ProviderStub.start()) {
            for (int latency : latencies) {
                stub.latency(Duration.ofMillis(latency));
                System.out.println("Provider's latency " + latency + " ms");
                List<Side> sides = new ArrayList<>();
                try {
                    sides.add(StaffettaSide.start(
                            stub, connections, either(concurrency, latency == 0 ? 200 : 1000), heap));
                    if (kannelConnections > 0) {
                        int most = either(pending, latency == 0 ? 200 : 1000);
                        for (String store : stores) {
                            sides.add(KannelSide.start(stub, store, kannelConnections, most));
                        }
                    }
                    cases.addAll(inTurns(sides, stub, latency, numbers));
                } finally {
                    sides.forEach(Side::close);
                }
            }
        }
        return cases;
    }

    private List<Case> inTurns(List<Side> sides, ProviderStub stub, int latency, Numbers numbers) throws IOException {
        List<List<SideRun>> runs = new ArrayList<>();
        List<Boolean> sound = new ArrayList<>();
        for (Side side : sides) {
            runs.add(new ArrayList<>());
            sound.add(warmUp == 0 || run(side, stub, numbers, warmUp, "warm-up").isSound());
        }
        for (int pair = 1; pair <= pairs; pair++) {
            for (int i = 0; i < sides.size(); i++) {
                SideRun run = run(sides.get(i), stub, numbers, messages, "run " + pair);
                runs.get(i).add(run);
                sound.set(i, sound.get(i) && run.isSound());
            }
        }
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            Side side = sides.get(i);
            cases.add(new Case(latency, side.name(), side.settings(), runs.get(i), sound.get(i)));
        }
        return cases;
    }

    private static SideRun run(Side side, ProviderStub stub, Numbers numbers, int count, String name)
            throws IOException {
        SideRun run = SideRun.of(side, stub, numbers.take(count), count);
        Progress.tell(side.name() + ", " + name, run.toString());
        return run;
    }

    private static int either(int chosen, int otherwise) {
        return chosen > 0 ? chosen : otherwise;
    }

    /** Numbers of messages, each given out once. */
    private static final class Numbers {
        private long next = 1_000_000;

        long take(int count) {
            long first = next;
            next += count;
            return first;
        }
    }
}
