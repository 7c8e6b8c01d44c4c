package io.staffetta.bench.queue;

import io.staffetta.bench.load.Batching;
import io.staffetta.bench.load.Bodies;
import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.Gateways.Measure;
import io.staffetta.bench.load.Producers;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.RawBroker;
import io.staffetta.bench.load.Row;
import io.staffetta.bench.load.StubAccounts;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.it.support.GatewayProcess;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From {@code sms.outbound} to a provider, live and from a queue where messages wait, each beside what the gateway's broker
 * does with the same batching and without a gateway, in turns.
 *
 * @param messages of a live run, 1 or more
 * @param waiting messages of a drain, 1 or more; 0 for no drain
 * @param warmUp messages before, by each batching, which do not count
 * @param rounds 1 or more
 * @param settings latency and concurrency, a gateway for each
 * @param heap largest heap of the gateway, or {@code default}
 */
record QueueBench(int messages, int waiting, int warmUp, int rounds, List<Setting> settings, String heap) {

    private static final String ACCOUNT = "main";
    private static final Credentials CREDENTIALS = new Credentials("staffetta", "bench-password");

    /**
     * A provider and its account.
     *
     * @param latency of the provider, ms
     * @param concurrency submissions at once of the account
     */
    record Setting(int latency, int concurrency) {

        /** Reads {@code LATENCY:CONCURRENCY}. */
        static Setting of(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("A setting is LATENCY:CONCURRENCY, such as 100:400, not " + text);
            }
            return new Setting(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    /**
     * One line of the result.
     *
     * @param what how the messages were put
     * @param isDrain whether they waited; then a rate counts from when the first came out
     * @param raw of the broker without a gateway, messages a second
     */
    record Case(Setting setting, String what, boolean isDrain, Row ours, Series raw) {

        Series perSecond() {
            return isDrain ? ours.series(run -> run.flow().perSecondFromFirst()) : ours.perSecond();
        }
    }

    List<Case> run() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (Setting setting : settings) {
            Progress.tell("latency " + setting.latency() + " ms", setting.concurrency() + " at once");
            try (ProviderStub stub = ProviderStub.start()) {
                stub.latency(Duration.ofMillis(setting.latency()));
                GatewayProcess gateway = Gateways.process(stub, heap)
                        .writeAccounts(StubAccounts.yaml(stub, setting.concurrency(), ACCOUNT));
                try (Gateways gateways = Gateways.ofOne(gateway, stub, ACCOUNT)) {
                    gateway.start();
                    new Session(setting, gateway, gateways, stub, cases).run();
                }
            }
        }
        return cases;
    }

    /** All runs of one gateway. */
    private final class Session {

        private final Setting setting;
        private final GatewayProcess gateway;
        private final Gateways gateways;
        private final ProviderStub stub;
        private final List<Case> cases;
        private long next;

        Session(Setting setting, GatewayProcess gateway, Gateways gateways, ProviderStub stub, List<Case> cases) {
            this.setting = setting;
            this.gateway = gateway;
            this.gateways = gateways;
            this.stub = stub;
            this.cases = cases;
        }

        void run() throws Exception {
            for (Batching batching : Batching.values()) {
                if (warmUp > 0) {
                    raw(batching, warmUp);
                    ours(batching, warmUp);
                }
            }
            Map<Batching, List<Measure>> ours = new EnumMap<>(Batching.class);
            Map<Batching, List<Double>> raw = new EnumMap<>(Batching.class);
            for (int round = 1; round <= rounds; round++) {
                for (Batching batching : Batching.values()) {
                    double limit = raw(batching, messages);
                    Measure measure = ours(batching, messages);
                    raw.computeIfAbsent(batching, any -> new ArrayList<>()).add(limit);
                    ours.computeIfAbsent(batching, any -> new ArrayList<>()).add(measure);
                    tell(batching.words(), measure.flow().perSecond(), limit);
                }
            }
            for (Batching batching : Batching.values()) {
                String what = batching.words();
                cases.add(new Case(
                        setting, what, false, new Row(what, ours.get(batching)), new Series(what, raw.get(batching))));
            }
            if (waiting > 0) {
                drains();
            }
        }

        private void drains() throws Exception {
            String what = waiting + " waiting";
            List<Measure> ours = new ArrayList<>();
            List<Double> raw = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                try (RawBroker broker = new RawBroker()) {
                    raw.add(broker.drain(waiting).perSecondFromFirst());
                }
                Measure measure = drain();
                ours.add(measure);
                tell(what, measure.flow().perSecondFromFirst(), raw.get(raw.size() - 1));
            }
            cases.add(new Case(setting, what, true, new Row(what, ours), new Series(what, raw)));
        }

        private double raw(Batching batching, int count) throws Exception {
            try (RawBroker broker = new RawBroker()) {
                return broker.twoHops(batching, count).perSecond();
            }
        }

        private Measure ours(Batching batching, int count) throws Exception {
            next += count;
            return gateways.live(next - count, count, batching);
        }

        /** The gateway is stopped while its broker alone takes the messages. It starts cold. */
        private Measure drain() throws Exception {
            gateway.terminate();
            try (EmbeddedBroker broker =
                    new EmbeddedBroker(gateway.home().resolve("data"), "127.0.0.1", 0, 0, CREDENTIALS)) {
                broker.start();
                new Producers(() -> connect(broker), "sms.outbound", number -> Bodies.json(number, ACCOUNT))
                        .put(next, waiting, Batching.FIFTIES);
                next += waiting;
            }
            stub.reset();
            gateway.start();
            return gateways.finish(waiting, System.nanoTime(), gateways.use().cpu());
        }

        private static Connection connect(EmbeddedBroker broker) throws JMSException {
            Connection connection = BrokerConnections.factory("tcp://127.0.0.1:" + broker.openWirePort(), CREDENTIALS)
                    .createConnection();
            connection.start();
            return connection;
        }

        private void tell(String what, double ours, double raw) {
            Progress.tell(what, Series.number(ours, 0) + "/s, broker alone " + Series.number(raw, 0) + "/s");
        }
    }
}
