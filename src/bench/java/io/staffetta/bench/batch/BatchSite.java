package io.staffetta.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.bench.load.Batches;
import io.staffetta.bench.load.Bodies;
import io.staffetta.bench.load.Folders;
import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.StubAccounts;
import io.staffetta.it.support.GatewayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A gateway with its own broker and ledger, into whose inbox one file is put, and the provider that it sends to. Its files go
 * when it is closed, unless something was wrong.
 */
final class BatchSite implements AutoCloseable {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String STEM = "rows";

    private final ProviderStub stub = ProviderStub.start();
    private final GatewayProcess gateway;
    private final Batches batches;
    private final Duration standstill;
    private boolean wrong;

    /**
     * @param concurrency submissions at once of its account
     * @param heap largest heap of the gateway, or {@code default}
     * @param standstill how long nothing may move before it is taken for stuck
     */
    BatchSite(int concurrency, String heap, Duration standstill) {
        this.standstill = standstill;
        gateway = Gateways.process(stub, heap)
                .with("staffetta.batch.pick-up", "rename")
                .writeAccounts(StubAccounts.yaml(stub, concurrency, "main"));
        gateway.jvm("-Xlog:gc:file=" + gcLog());
        batches = new Batches(gateway);
    }

    GatewayProcess gateway() {
        return gateway;
    }

    ProviderStub stub() {
        return stub;
    }

    /** What Java writes of its collections. */
    Path gcLog() {
        return gateway.home().resolve("gc.log");
    }

    /** The answer {@code result} or {@code final}. */
    Path answer(String kind) {
        return data().resolve("done").resolve(STEM + "." + kind + ".csv");
    }

    Path ledger() {
        return data().resolve("ledger.db");
    }

    /** Writes a CSV file of so many rows, and puts it into the inbox by a rename. Returns its length in bytes. */
    long drop(long rows) throws IOException {
        return batches.drop(STEM + ".csv", "to,text,reference\n", Bodies::csv, rows);
    }

    /** What the gateway tells of its batch; nothing if it has none yet, or does not answer now. */
    JsonNode batch() throws InterruptedException {
        return batches.newest();
    }

    /** Whether the final answer is there. */
    boolean isEnded() {
        return Files.exists(answer("final"));
    }

    /**
     * Waits.
     *
     * @throws IllegalStateException if the gateway ends by itself, or nothing moves for too long
     */
    void await(BooleanSupplier over) {
        long before = -1;
        long since = System.nanoTime();
        while (!over.getAsBoolean()) {
            LockSupport.parkNanos(POLL_NANOS);
            long moved = stub.counts().requests() + written();
            if (moved != before) {
                before = moved;
                since = System.nanoTime();
            }
            if (!gateway.process().isAlive() || System.nanoTime() - since > standstill.toNanos()) {
                wrong = true;
                throw new IllegalStateException(
                        (gateway.process().isAlive() ? "Nothing moves any more" : "The gateway has ended by itself")
                                + ", with " + stub.counts() + "; see " + gateway.home());
            }
        }
    }

    /** Bytes of the answers so far. */
    private long written() {
        long bytes = 0;
        for (String folder : new String[] {"work", "done"}) {
            try (Stream<Path> files = Files.walk(data().resolve(folder))) {
                bytes +=
                        files.map(Path::toFile).mapToLong(file -> file.length()).sum();
            } catch (IOException | UncheckedIOException e) {
                // Moved away meanwhile.
            }
        }
        return bytes;
    }

    /** Keeps the gateway's files, so that what was wrong can be looked up. */
    void keep() {
        wrong = true;
        System.err.println("What went wrong can be looked up in " + gateway.home());
    }

    private Path data() {
        return gateway.home().resolve("data");
    }

    @Override
    public void close() throws IOException {
        if (gateway.process() != null && gateway.process().isAlive()) {
            gateway.kill();
        }
        gateway.close();
        stub.close();
        if (!wrong) {
            Folders.delete(gateway.home());
        }
    }
}
