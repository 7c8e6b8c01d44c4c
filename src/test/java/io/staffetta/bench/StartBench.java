package io.staffetta.bench;

import static org.awaitility.Awaitility.await;

import io.staffetta.gateway.Addresses;
import io.staffetta.it.GatewayProcess;
import io.staffetta.it.ProcessUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * How long the gateway takes to start, and how much memory it has in use, with the options of {@code config/java.options}.
 *
 * @param starts of each kind, 1 or more
 * @param idle how long it does nothing before memory is read
 * @param flood how long messages are put in by HTTP as fast as they are taken
 * @param connections over which they are put in
 */
record StartBench(int starts, Duration idle, Duration flood, int connections) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final int CONCURRENCY = 64;

    /**
     * What was measured.
     *
     * @param empty seconds of the starts with an empty data folder
     * @param existing seconds of the starts with what an earlier one left
     * @param archived seconds of such starts with an archive of the classes, as {@code bin/staffetta prepare} makes it
     * @param idle memory after nothing was done, in MiB
     * @param loaded memory while messages were put in, in MiB, in the order of the samples
     * @param peak most memory, in MiB
     * @param perSecond messages a second that were taken in
     * @param isSound whether each was at the provider once
     */
    record Result(
            Series empty,
            Series existing,
            Series archived,
            long idle,
            Series loaded,
            long peak,
            double perSecond,
            boolean isSound) {}

    Result run() throws IOException {
        try (ProviderStub stub = ProviderStub.start()) {
            List<Double> empty = new ArrayList<>();
            List<Double> existing = new ArrayList<>();
            List<Double> archived = new ArrayList<>();
            Path archive = Files.createTempDirectory("classes").resolve("classes.jsa");
            archive(stub, archive);
            for (int i = 0; i < starts; i++) {
                try (GatewayProcess gateway = gateway(stub)) {
                    empty.add(start(gateway));
                    gateway.terminate();
                    existing.add(start(gateway));
                    gateway.terminate();
                    gateway.jvm("-XX:SharedArchiveFile=" + archive);
                    archived.add(start(gateway));
                    gateway.terminate();
                }
                AlarmBench.tell(
                        "start " + (i + 1),
                        empty.get(i) + " s, again " + existing.get(i) + " s, with archive " + archived.get(i) + " s");
            }
            Folders.delete(archive.getParent());
            try (GatewayProcess gateway = gateway(stub).start()) {
                await().pollDelay(idle).atMost(idle.plus(LIMIT)).until(() -> true);
                long quiet = gateway.use().residentMib();
                AlarmBench.tell("idle", quiet + " MiB");
                return loaded(
                        gateway,
                        stub,
                        new Series("empty", empty),
                        new Series("existing", existing),
                        new Series("archived", archived),
                        quiet);
            }
        }
    }

    private Result loaded(
            GatewayProcess gateway, ProviderStub stub, Series empty, Series existing, Series archived, long quiet) {
        StaffettaSide side = new StaffettaSide(gateway, connections, CONCURRENCY);
        long end = System.nanoTime() + flood.toNanos();
        CompletableFuture<HttpInjector.Result> injected = CompletableFuture.supplyAsync(() -> {
            try {
                return new HttpInjector(Integer.parseInt(gateway.setting(Addresses.HTTP)), connections)
                        .post(
                                "/v1/messages",
                                side.headers(),
                                StaffettaSide::body,
                                1_000_000,
                                100_000_000,
                                () -> System.nanoTime() - end < 0);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        List<Double> samples = new ArrayList<>();
        while (!injected.isDone()) {
            await().pollDelay(SAMPLE).until(() -> true);
            samples.add((double) gateway.use().residentMib());
        }
        HttpInjector.Result sent = injected.join();
        stub.awaitCount(sent.sent(), STALL);
        SideRun.awaitIdle(side);
        ProcessUse use = gateway.use();
        boolean sound = sent.isAllTaken() && stub.counts().isExactlyOnce(sent.sent());
        AlarmBench.tell("under load", sent + ", " + stub.counts() + ", " + use);
        if (!sound) {
            System.err.println("NOT EACH MESSAGE ONCE: " + sent + ", " + stub.counts());
        }
        return new Result(
                empty,
                existing,
                archived,
                quiet,
                new Series("loaded", samples),
                use.peakMib(),
                sent.perSecond(),
                sound);
    }

    private static GatewayProcess gateway(ProviderStub stub) {
        return Gateways.process(stub, "default").writeAccounts(StubAccounts.yaml(stub, CONCURRENCY, "main"));
    }

    /** An archive of the classes of a start, in the way of {@code bin/staffetta prepare}. */
    private static void archive(ProviderStub stub, Path archive) throws IOException {
        Path classes = archive.resolveSibling("classes");
        try (GatewayProcess gateway = gateway(stub).jvm("-XX:DumpLoadedClassList=" + classes)) {
            start(gateway);
            gateway.terminate();
        }
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:dump",
                        "-XX:+UseSerialGC",
                        "-Xlog:cds=error",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + archive,
                        "-cp",
                        System.getProperty("staffetta.jar"))
                .redirectErrorStream(true)
                .redirectOutput(archive.resolveSibling("dump").toFile())
                .start();
        await().atMost(LIMIT).until(() -> !dump.isAlive());
        if (dump.exitValue() != 0) {
            throw new IOException("No archive of the classes: see " + archive.resolveSibling("dump"));
        }
    }

    /** Seconds until it says that it is ready, to 5 ms. */
    private static double start(GatewayProcess gateway) {
        long begun = System.nanoTime();
        gateway.launch();
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> gateway.output().contains("is ready")
                        || !gateway.process().isAlive());
        double seconds = (System.nanoTime() - begun) / 1e9;
        gateway.awaitReady();
        return Math.round(seconds * 1000) / 1000.0;
    }
}
