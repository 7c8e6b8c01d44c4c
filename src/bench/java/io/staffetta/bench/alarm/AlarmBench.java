package io.staffetta.bench.alarm;

import io.staffetta.bench.alarm.Alarms.Form;
import io.staffetta.bench.load.Flood;
import io.staffetta.bench.load.Latencies;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.sandbox.ProviderSandbox;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/**
 * Urgent messages on one account, in rounds: while nothing else is there, while a flood is being taken in, and while all of
 * it waits for the account. The same gateway goes through all rounds; the flood is taken away after each.
 *
 * @param door through which the flood comes
 * @param warmUp messages of the flood in a round before the others, which does not count; 0 for no such round
 * @param waiting messages of the flood, 1 or more
 * @param rounds 1 or more
 * @param length of the idle and the waiting part of a round
 * @param perSecond urgent messages a second
 * @param heap largest heap of the gateway, as for {@code -Xmx}
 */
record AlarmBench(Flood.Door door, int warmUp, int waiting, int rounds, Duration length, int perSecond, String heap) {

    private static final String ACCOUNTS = """
            default: main
            accounts:
              main:
                provider: messagenet
                description: Sixteen at once
                username: demo
                password: demo-password
                senderName: Staffetta
                limits: {concurrency: 16}
                url: "{{sandbox}}/messagenet/api/send_sms/"
            """;

    /** What a round has of each kind. */
    enum Part {
        IDLE,
        TAKING_IN,
        WAITING
    }

    /** What was measured: for each part one entry a round, in their order. */
    record Result(Map<Part, List<Latencies>> rounds, int waited, long twice) {

        /** The median of the rounds' values: of an even number of rounds, between the two in the middle. */
        double median(Part part, int percent) {
            return new Series(
                            part.name(),
                            rounds.get(part).stream()
                                    .map(round -> round.millis(percent))
                                    .toList())
                    .median();
        }
    }

    Result run() throws Exception {
        try (ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0);
                GatewayProcess gateway = new GatewayProcess(providers)
                        .with("staffetta.batch.pick-up", "rename")
                        .with("staffetta.batch.queue-limit", "10000000")
                        .writeAccounts(ACCOUNTS)
                        .heap(heap)
                        .start();
                Alarms alarms = new Alarms(gateway, providers);
                Flood flood = new Flood(gateway)) {
            Map<Part, List<Latencies>> measured = new EnumMap<>(Part.class);
            int waited = 0;
            for (int round = warmUp == 0 ? 1 : 0; round <= rounds; round++) {
                int messages = round == 0 ? warmUp : waiting;
                if (round == 1) {
                    measured.clear();
                }
                Progress.tell("round " + (round == 0 ? "to warm up" : round), "");
                part(measured, Part.IDLE, alarms.measure(perSecond, until(length)));
                part(measured, Part.TAKING_IN, takingIn(alarms, flood, messages));
                part(measured, Part.WAITING, alarms.measure(perSecond, until(length)));
                waited = flood.drain("main");
                Progress.tell("waited at the end", waited + " messages");
            }
            return new Result(measured, waited, providers.counts().twice());
        }
    }

    private Map<Form, Latencies> takingIn(Alarms alarms, Flood flood, int messages) throws JMSException {
        long begun = System.nanoTime();
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> {
            try {
                flood.put(door, messages);
            } catch (JMSException | IOException e) {
                throw new CompletionException(e);
            }
            Progress.tell("flood is put", rate(messages, begun));
        });
        Map<Form, Latencies> measured = alarms.measure(perSecond, () -> {
            try {
                // Before the end of it, an error while it was put would be told by join.
                return !put.isCompletedExceptionally() && !(put.isDone() && flood.isTaken());
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        put.join();
        Progress.tell("flood is taken in", rate(messages, begun));
        return measured;
    }

    private static BooleanSupplier until(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        return () -> System.nanoTime() - end < 0;
    }

    private static void part(Map<Part, List<Latencies>> measured, Part part, Map<Form, Latencies> forms) {
        List<Long> all = new ArrayList<>();
        forms.values().forEach(form -> all.addAll(form.micros()));
        Latencies latencies = Latencies.of(all);
        measured.computeIfAbsent(part, any -> new ArrayList<>()).add(latencies);
        String name = part.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Progress.tell(name, latencies.toString());
        forms.forEach((form, values) -> Progress.tell("  " + form.name().toLowerCase(Locale.ROOT), values.toString()));
    }

    private static String rate(int messages, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return String.format(Locale.ROOT, "after %.1f s, %.0f messages/s", seconds, messages / seconds);
    }
}
