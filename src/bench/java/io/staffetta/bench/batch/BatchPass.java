package io.staffetta.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.bench.load.Arrivals;
import io.staffetta.bench.load.Batches;
import io.staffetta.bench.load.GcLog;
import io.staffetta.bench.load.LiveHeap;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.it.support.ProcessUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One file through a gateway that nobody disturbs.
 *
 * @param rows of the file, 1 or more
 * @param held how long each answer of the provider takes until all rows are taken, below the breaker's limit; zero for no
 *     holding back. The queue limit is above the rows then
 * @param concurrency submissions at once
 * @param heap largest heap of the gateway, or {@code default}
 * @param standstill how long nothing may move before it is taken for stuck
 */
record BatchPass(long rows, Duration held, int concurrency, String heap, Duration standstill) {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long HEAP_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final double MIB = 1 << 20;

    /**
     * What was measured.
     *
     * @param fileMib length of the file
     * @param readSeconds from when the file was claimed until its rows are counted
     * @param takenSeconds from then until the last one is taken
     * @param perSecond messages a second at the provider, from the first to the last
     * @param wholeSeconds from when the file was claimed until nothing is left to do
     * @param finalSeconds of these, from the last message at the provider on
     * @param live heap in use after full collections, in MiB: one a minute, one when all rows are taken, one at the end
     * @param gc collections
     * @param use of the processor and of memory
     * @param ledgerMib length of the ledger at the end
     */
    record Result(
            long rows,
            double fileMib,
            double readSeconds,
            double takenSeconds,
            double perSecond,
            double wholeSeconds,
            double finalSeconds,
            Series live,
            GcLog gc,
            ProcessUse use,
            double ledgerMib,
            BatchBalance balance) {}

    Result run() throws Exception {
        try (BatchSite site = new BatchSite(concurrency, heap, standstill)) {
            site.stub().latency(held);
            if (!held.isZero()) {
                site.gateway().with("staffetta.batch.queue-limit", Long.toString(rows * 2));
            }
            site.gateway().start();
            double file = site.drop(rows) / MIB;
            Follow follow = new Follow(site);
            site.await(follow::isRead);
            Progress.tell("read", Series.number(follow.readSeconds(), 1) + " s for " + rows + " rows");
            site.await(follow::isTaken);
            Progress.tell("taken", Series.number(follow.takenSeconds(), 1) + " s");
            follow.look();
            site.stub().latency(Duration.ZERO);
            site.await(follow::isOver);
            follow.look();
            Arrivals.Counts counts = site.stub().counts();
            ProcessUse use = site.gateway().use();
            double ledger = size(site.ledger());
            site.gateway().kill();
            BatchBalance balance = BatchBalance.of(
                    rows,
                    site.answer("result"),
                    site.answer("final"),
                    site.stub().ids(),
                    site.ledger(),
                    0);
            if (!balance.isSound()) {
                site.keep();
            }
            Progress.tell("ended", Series.number(follow.wholeSeconds(), 1) + " s, " + balance);
            return new Result(
                    rows,
                    file,
                    follow.readSeconds(),
                    follow.takenSeconds(),
                    (counts.unique() - 1) / ((counts.last() - counts.first()) / 1e9),
                    follow.wholeSeconds(),
                    follow.secondsSince(counts.last()),
                    new Series("live", follow.live),
                    GcLog.read(site.gcLog()),
                    use,
                    ledger,
                    balance);
        }
    }

    private static double size(Path ledger) throws IOException {
        Path log = ledger.resolveSibling(ledger.getFileName() + "-wal");
        return (Files.size(ledger) + (Files.exists(log) ? Files.size(log) : 0)) / MIB;
    }

    /** Asks the gateway how far it is; the instants are the gateway's, but for the one when the file was read. */
    private static final class Follow {

        private final BatchSite site;
        private final List<Double> live = new ArrayList<>();
        private long looked = System.nanoTime();
        private Instant claimed;
        private Instant read;
        private Instant taken;
        private Instant over;
        private long overNanos;

        Follow(BatchSite site) {
            this.site = site;
        }

        boolean isRead() {
            JsonNode batch = ask();
            if (batch.has("rows")) {
                claimed = Instant.parse(batch.path("createdAt").asText());
                read = Instant.now();
            }
            return read != null;
        }

        boolean isTaken() {
            JsonNode batch = ask();
            if (Batches.isTaken(batch)) {
                taken = Instant.parse(batch.path("changedAt").asText());
            }
            return taken != null;
        }

        boolean isOver() {
            JsonNode batch = ask();
            if (batch.has("finishedAt")) {
                over = Instant.parse(batch.path("finishedAt").asText());
                overNanos = System.nanoTime();
            }
            return over != null;
        }

        /** Looks at the heap. */
        void look() throws IOException, InterruptedException {
            live.add(LiveHeap.mib(site.gateway().process().pid()));
            looked = System.nanoTime();
        }

        double readSeconds() {
            return seconds(claimed, read);
        }

        double takenSeconds() {
            return seconds(read, taken);
        }

        double wholeSeconds() {
            return seconds(claimed, over);
        }

        /** From an instant of {@link System#nanoTime()} to the end, to 0.3 s. */
        double secondsSince(long nanos) {
            return (overNanos - nanos) / 1e9;
        }

        private JsonNode ask() {
            try {
                LockSupport.parkNanos(POLL_NANOS);
                if (System.nanoTime() - looked > HEAP_NANOS) {
                    look();
                    Progress.tell(
                            "live heap",
                            Series.number(live.get(live.size() - 1), 0) + " MiB, "
                                    + site.stub().counts().unique() + " at the provider");
                }
                return site.batch();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }

        private static double seconds(Instant from, Instant to) {
            return Math.max(Duration.between(from, to).toMillis(), 1) / 1000.0;
        }
    }
}
