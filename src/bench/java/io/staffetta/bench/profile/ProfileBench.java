package io.staffetta.bench.profile;

import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.Jcmd;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.Side;
import io.staffetta.bench.load.SideRun;
import io.staffetta.bench.load.StaffettaSide;
import io.staffetta.bench.load.StubAccounts;
import io.staffetta.bench.report.Progress;
import io.staffetta.it.support.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the processor's time goes: HTTP in, durable queue, HTTP provider, with Java's flight recorder and the times of the
 * threads.
 *
 * @param messages while it is looked, 1 or more
 * @param warmUp messages before, for Java's compiler
 * @param latency of the provider
 * @param connections over which messages are put in
 * @param concurrency submissions at once
 */
record ProfileBench(int messages, int warmUp, Duration latency, int connections, int concurrency) {

    private static final long FIRST = 1_000_000;

    /** What was seen. */
    record Result(SideRun run, ThreadTimes times, JfrShares shares) {}

    Result run() throws IOException, InterruptedException {
        Path recording = Files.createTempFile("profile", ".jfr");
        try (ProviderStub stub = ProviderStub.start()) {
            stub.latency(latency);
            // From the start: the classes that it changes would be compiled anew.
            GatewayProcess gateway = Gateways.process(stub, "default")
                    .jvm("-XX:StartFlightRecording=name=bench,settings=profile")
                    .writeAccounts(StubAccounts.yaml(stub, concurrency, "main"))
                    .start();
            try (Side side = new StaffettaSide(gateway, connections, concurrency)) {
                boolean sound = SideRun.of(side, stub, FIRST, warmUp).isSound();
                long pid = gateway.process().pid();
                ThreadTimes before = ThreadTimes.of(pid);
                Instant begun = Instant.now();
                SideRun run = SideRun.of(side, stub, FIRST + warmUp, messages);
                ThreadTimes times = ThreadTimes.of(pid).since(before);
                String said = Jcmd.run(pid, "JFR.dump", "name=bench", "filename=" + recording);
                if (Files.size(recording) == 0) {
                    throw new IllegalStateException("The flight recorder has written nothing: " + said.strip());
                }
                Progress.tell("profile", run.toString());
                return new Result(sound ? run : run.unsound(), times, JfrShares.read(recording, begun));
            }
        } finally {
            Files.deleteIfExists(recording);
        }
    }
}
