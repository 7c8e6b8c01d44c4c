package io.staffetta.bench.start;

import static org.awaitility.Awaitility.await;

import io.staffetta.bench.load.Folders;
import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.HttpInjector;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.SideRun;
import io.staffetta.bench.load.StaffettaSide;
import io.staffetta.bench.load.StubAccounts;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.ProcessUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * How long the gateway takes to start, what its first messages cost, how much memory it has in use, and what a command costs,
 * with the options of {@code config/java.options} and of {@code bin/staffetta}.
 *
 * @param starts of each kind, and runs of each command, 1 or more
 * @param idle how long it does nothing before memory is read
 * @param first messages after a start whose processor time is told
 * @param messages in all, the first ones among them, put in by HTTP as fast as they are taken
 * @param connections over which they are put in
 * @param java options of Java for the gateway, behind those of {@code config/java.options}
 */
record StartBench(int starts, Duration idle, int first, int messages, int connections, List<String> java) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final int CONCURRENCY = 64;
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLI = 1e6;

    /**
     * Some runs.
     *
     * @param wall seconds of each
     * @param cpu processor time of each, in seconds
     */
    record Runs(List<Double> wall, List<Double> cpu) {
        Runs() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * What was measured.
     *
     * @param empty starts with an empty data folder
     * @param existing starts with what an earlier one left
     * @param archived such starts with an archive of the classes, as {@code bin/staffetta prepare} makes it
     * @param commands commands of the command line by name, with that archive, beside a gateway that does nothing else
     * @param idle memory after nothing was done, in MiB
     * @param firstMillis processor time of the first messages, in ms for each
     * @param later processor time of as many again, and again, in ms for each
     * @param loaded memory while messages were put in, in MiB, in the order of the samples
     * @param peak most memory, in MiB
     * @param perSecond messages a second of those that were taken in, in the order of {@code later}
     * @param isSound whether each was at the provider once
     */
    record Result(
            Runs empty,
            Runs existing,
            Runs archived,
            Map<String, Runs> commands,
            long idle,
            double firstMillis,
            Series later,
            Series loaded,
            long peak,
            Series perSecond,
            boolean isSound) {}

    Result run() throws IOException {
        Path folder = Files.createTempDirectory("classes");
        try (ProviderStub stub = ProviderStub.start()) {
            String archive = "-XX:SharedArchiveFile=" + archive(stub, folder.resolve("classes.jsa"));
            Runs empty = new Runs();
            Runs existing = new Runs();
            Runs archived = new Runs();
            for (int i = 0; i < starts; i++) {
                try (GatewayProcess gateway = gateway(stub)) {
                    start(gateway, empty);
                    start(gateway, existing);
                    start(gateway.jvm(archive), archived);
                }
                Progress.tell(
                        "start " + (i + 1),
                        empty.wall().get(i) + " s, again " + existing.wall().get(i) + " s, with archive "
                                + archived.wall().get(i) + " s");
            }
            try (GatewayProcess gateway = gateway(stub).jvm(archive).start()) {
                await().pollDelay(idle).atMost(idle.plus(LIMIT)).until(() -> true);
                long quiet = gateway.use().residentMib();
                Progress.tell("idle", quiet + " MiB");
                Map<String, Runs> commands = new LinkedHashMap<>();
                for (String command : List.of("messages list", "accounts list", "batches list", "dead list")) {
                    commands.put(command, command(gateway, archive, command));
                }
                return loaded(gateway, stub, empty, existing, archived, commands, quiet);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private Result loaded(
            GatewayProcess gateway,
            ProviderStub stub,
            Runs empty,
            Runs existing,
            Runs archived,
            Map<String, Runs> commands,
            long quiet) {
        StaffettaSide side = new StaffettaSide(gateway, connections, CONCURRENCY);
        List<Double> samples = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        List<Double> perSecond = new ArrayList<>();
        boolean taken = true;
        int put = 0;
        while (put < messages) {
            int count = Math.min(first, messages - put);
            ProcessUse before = gateway.use();
            HttpInjector.Result injected = inject(side, put + 1L, count, samples);
            put += count;
            stub.awaitCount(put, STALL);
            SideRun.awaitIdle(side);
            millis.add(millis(before, gateway.use()) / count);
            perSecond.add(injected.perSecond());
            taken &= injected.isAllTaken();
            Progress.tell(
                    "until message " + put,
                    injected + ", " + Series.number(millis.get(millis.size() - 1), 2) + " ms each");
        }
        ProcessUse after = gateway.use();
        boolean sound = taken && stub.counts().isExactlyOnce(messages);
        Progress.tell("under load", stub.counts() + ", " + after);
        if (!sound) {
            System.err.println("NOT EACH MESSAGE ONCE: " + stub.counts());
        }
        return new Result(
                empty,
                existing,
                archived,
                commands,
                quiet,
                millis.get(0),
                new Series("later", millis.subList(1, millis.size())),
                new Series("loaded", samples),
                after.peakMib(),
                new Series("taken", perSecond.subList(1, perSecond.size())),
                sound);
    }

    private static HttpInjector.Result inject(StaffettaSide side, long from, long count, List<Double> samples) {
        CompletableFuture<HttpInjector.Result> injected = CompletableFuture.supplyAsync(() -> {
            try {
                return side.inject(from, count);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        while (!injected.isDone()) {
            await().pollDelay(SAMPLE).until(() -> true);
            samples.add((double) side.use().residentMib());
        }
        return injected.join();
    }

    private static double millis(ProcessUse before, ProcessUse after) {
        return after.cpu().minus(before.cpu()).toNanos() / NANOS_A_MILLI;
    }

    /** Runs a command some times, in the way of {@code bin/staffetta}. */
    private Runs command(GatewayProcess gateway, String archive, String words) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null; times", "sh", javaCommand()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", archive));
        command.addAll(List.of("-jar", System.getProperty("staffetta.jar")));
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of("--home", gateway.home().toString()));
        for (String port : List.of(Addresses.HTTP, Addresses.OPENWIRE)) {
            command.addAll(List.of("--set", port + "=" + gateway.setting(port)));
        }
        Runs runs = new Runs();
        for (int i = 0; i < starts; i++) {
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(command).start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            runs.wall().add(seconds(System.nanoTime() - begun));
            // The shell's own time, and then that of what it ran: "0m0.412s 0m0.051s".
            double used = Pattern.compile("(\\d+)m([\\d.]+)s")
                    .matcher(told.lines().skip(1).findFirst().orElse(""))
                    .results()
                    .mapToDouble(part -> 60 * Double.parseDouble(part.group(1)) + Double.parseDouble(part.group(2)))
                    .sum();
            runs.cpu().add(used);
        }
        Progress.tell(words, runs.wall() + " s");
        return runs;
    }

    private GatewayProcess gateway(ProviderStub stub) {
        return Gateways.process(stub, "default")
                .jvm(java.toArray(String[]::new))
                .writeAccounts(StubAccounts.yaml(stub, CONCURRENCY, "main"));
    }

    private static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** An archive of the classes of a start and of a message, in the way of {@code bin/staffetta prepare}. */
    private Path archive(ProviderStub stub, Path archive) throws IOException {
        Path classes = archive.resolveSibling("classes");
        try (GatewayProcess gateway = gateway(stub).jvm("-XX:DumpLoadedClassList=" + classes)) {
            gateway.start();
            new StaffettaSide(gateway, 1, CONCURRENCY).inject(1, 1);
            stub.awaitCount(1, STALL);
            gateway.terminate();
        }
        stub.reset();
        Process dump = new ProcessBuilder(
                        javaCommand(),
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
        return archive;
    }

    /** Starts it, notes the time until it says that it is ready, to 5 ms, and ends it. */
    private static void start(GatewayProcess gateway, Runs runs) {
        long begun = System.nanoTime();
        gateway.launch();
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> gateway.output().contains("is ready")
                        || !gateway.process().isAlive());
        double wall = seconds(System.nanoTime() - begun);
        gateway.awaitReady();
        runs.wall().add(wall);
        runs.cpu().add(seconds(gateway.use().cpu().toNanos()));
        gateway.terminate();
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / NANOS_A_SECOND * 1000) / 1000.0;
    }
}
