package io.staffetta.bench.limits;

import io.staffetta.bench.load.Batching;
import io.staffetta.bench.load.Flow;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.RawBroker;
import io.staffetta.bench.load.RawBroker.Wire;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What broker, HTTP client and disk allow on this machine, each without the gateway. Every case runs in turns with the
 * others, after a pass that does not count.
 *
 * @param messages of a case of the broker, 100 or more
 * @param waiting messages that wait before they are drained, 100 or more
 * @param requests of a case of the HTTP client without latency; with latency as many as it can do in about 5 s
 * @param commits to the disk in a round
 * @param rounds 1 or more
 * @param connections of the HTTP client, a case for each
 * @param latencies of the provider in ms, a case for each
 */
record LimitsBench(
        int messages,
        int waiting,
        int requests,
        int commits,
        int rounds,
        List<Integer> connections,
        List<Integer> latencies) {

    private static final int SECONDS = 5;
    private static final int MILLIS = 1000;

    /**
     * What was measured; rates a second.
     *
     * @param broker by case
     * @param http by case
     * @param disk one for each round
     */
    record Result(List<Series> broker, List<Series> http, List<DiskSync> disk) {}

    Result run() throws Exception {
        Map<String, List<Double>> broker = new LinkedHashMap<>();
        Map<String, List<Double>> http = new LinkedHashMap<>();
        List<DiskSync> disk = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Progress.tell(round == 0 ? "round to warm up" : "round " + round, "");
            for (Batching batching : Batching.values()) {
                for (Wire wire : Wire.values()) {
                    sendThenConsume(broker, wire, batching);
                }
                brokerCase(broker, "two hops, live: " + batching.words(), raw -> raw.twoHops(batching, messages));
            }
            brokerCase(broker, "two hops, drain of " + waiting, raw -> raw.drain(waiting));
            http(http);
            disk.add(DiskSync.measure(Path.of("target", "bench"), commits));
            if (round == 0) {
                List.of(broker, http).forEach(cases -> cases.values().forEach(List::clear));
                disk.clear();
            }
        }
        return new Result(series(broker), series(http), disk);
    }

    private interface BrokerCase {
        Flow run(RawBroker broker) throws Exception;
    }

    private static void brokerCase(Map<String, List<Double>> measured, String name, BrokerCase work) throws Exception {
        try (RawBroker broker = new RawBroker()) {
            add(measured, name, work.run(broker).perSecond());
        }
    }

    private void sendThenConsume(Map<String, List<Double>> measured, Wire wire, Batching batching) throws Exception {
        String how = (wire == Wire.VM ? ", same process: " : ", over TCP: ") + batching.words();
        try (RawBroker broker = new RawBroker()) {
            add(
                    measured,
                    "send only" + how,
                    broker.send(wire, batching, messages).perSecond());
            String consumers = how.replace("synced send", "transaction").replace("producers", "consumers");
            add(
                    measured,
                    "then consume" + consumers,
                    broker.consume(wire, batching, messages).perSecond());
        }
    }

    private void http(Map<String, List<Double>> measured) throws Exception {
        try (ProviderStub stub = ProviderStub.start()) {
            for (int latency : latencies) {
                stub.latency(Duration.ofMillis(latency));
                for (int most : connections) {
                    long count = latency == 0 ? requests : Math.min(requests, (long) most * MILLIS / latency * SECONDS);
                    add(
                            measured,
                            most + " connections, " + latency + " ms",
                            new HttpClientLimit(stub.url() + "/api/send_sms/", most)
                                    .run(0, count)
                                    .perSecond());
                }
            }
        }
    }

    private static void add(Map<String, List<Double>> measured, String name, double perSecond) {
        measured.computeIfAbsent(name, any -> new ArrayList<>()).add(perSecond);
        Progress.tell(name, Series.number(perSecond, 0) + "/s");
    }

    private static List<Series> series(Map<String, List<Double>> measured) {
        return measured.entrySet().stream()
                .map(one -> new Series(one.getKey(), one.getValue()))
                .toList();
    }
}
