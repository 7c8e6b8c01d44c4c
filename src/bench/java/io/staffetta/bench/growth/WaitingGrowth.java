package io.staffetta.bench.growth;

import static org.awaitility.Awaitility.await;

import io.staffetta.bench.load.Flood;
import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.LiveHeap;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.Row;
import io.staffetta.bench.load.StubAccounts;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.it.support.GatewayProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * More and more messages that wait for one account, and further ones for another account meanwhile. The provider of the busy
 * account answers after 5 s, so that the gateway works on those that wait all the time, equally fast at every step, and they
 * last: three or four of them go in a second.
 *
 * @param steps numbers of waiting messages, each 1,000 or more, or they do not last
 */
record WaitingGrowth(List<Integer> steps) implements Growth {

    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final int BUSY_CONCURRENCY = 16;
    private static final Duration LONGEST = Duration.ofHours(2);

    @Override
    public String title() {
        return "Waiting for another account";
    }

    @Override
    public List<Scale.Step> measure(Scale scale) throws Exception {
        List<Scale.Step> measured = new ArrayList<>();
        for (int count : steps) {
            try (ProviderStub busy = ProviderStub.start();
                    ProviderStub stub = ProviderStub.start()) {
                busy.latency(BUSY);
                GatewayProcess gateway =
                        Gateways.process(stub, scale.heap()).writeAccounts(accounts(busy, stub, scale.concurrency()));
                try (Gateways gateways = Gateways.ofOne(gateway, stub, "main")) {
                    gateway.start();
                    fill(gateway, count);
                    double live = LiveHeap.mib(gateway.process().pid());
                    Row row = scale.measure(count + " waiting", gateways);
                    measured.add(
                            new Scale.Step(row, note(live, count - busy.counts().requests())));
                }
            }
        }
        return measured;
    }

    /** The default account is the busy one: the flood names none. */
    private static String accounts(ProviderStub busy, ProviderStub stub, int concurrency) {
        return StubAccounts.yaml(busy, BUSY_CONCURRENCY, "busy") + StubAccounts.account(stub, concurrency, "main");
    }

    private static void fill(GatewayProcess gateway, int count) throws Exception {
        try (Flood flood = new Flood(gateway)) {
            flood.put(Flood.Door.QUEUE, count);
            await().atMost(LONGEST).until(flood::isTaken);
        }
        Progress.tell("taken in", count + " messages");
    }

    private static String note(double live, long left) {
        String heap = "live heap " + Series.number(live, 0) + " MiB";
        return left > 0
                ? heap + ", " + left + " still waited at the end"
                : heap + ", **none waited any more at the end**";
    }
}
