package io.staffetta.bench.growth;

import io.staffetta.account.Limits;
import io.staffetta.bench.load.Batching;
import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.Gateways.Measure;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.Row;
import io.staffetta.bench.load.StubAccounts;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.it.support.GatewayProcess;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;

/**
 * How each step of something that grows is measured.
 *
 * @param messages of a run, 1 or more
 * @param warmUp messages before, which do not count
 * @param rounds runs, 1 or more
 * @param concurrency submissions at once of an account
 * @param heap largest heap of a gateway, or {@code default}
 */
record Scale(int messages, int warmUp, int rounds, int concurrency, String heap) {

    /**
     * What a step gave.
     *
     * @param row its runs
     * @param note what else is to be told of it; may be empty
     */
    record Step(Row row, String note) {}

    /** The same with as many submissions at once as accounts have that say nothing. */
    Scale withDefaultConcurrency() {
        return new Scale(messages, warmUp, rounds, Limits.DEFAULT_CONCURRENCY, heap);
    }

    /** A gateway whose accounts send to a stub; not started. */
    GatewayProcess process(ProviderStub stub, String... accounts) {
        return Gateways.process(stub, heap).writeAccounts(StubAccounts.yaml(stub, concurrency, accounts));
    }

    /** Measures gateways that have started; their messages are put in transactions of 50. */
    Row measure(String name, Gateways gateways) throws JMSException, InterruptedException {
        return measure(name, gateways, () -> {});
    }

    /** The same; something is done when they are warm. */
    Row measure(String name, Gateways gateways, Runnable whenWarm) throws JMSException, InterruptedException {
        Progress.tell(name, "");
        if (warmUp > 0) {
            gateways.live(0, warmUp, Batching.FIFTIES);
        }
        whenWarm.run();
        List<Measure> runs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            runs.add(gateways.live(warmUp + (long) round * messages, messages, Batching.FIFTIES));
            Progress.tell(
                    "  round " + (round + 1),
                    Series.number(runs.get(round).flow().perSecond(), 0) + " messages/s");
        }
        return new Row(name, runs);
    }
}
