package io.staffetta.bench.batch;

import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One file through a gateway that is killed with -9 at random moments and started again: the first time while it claims and reads
 * the file or shortly after, then wherever it is while rows are taken and sent, one time in four while it starts.
 *
 * @param rows of the file, 1 or more
 * @param kills 1 or more
 * @param seed makes the choices; the same seed makes the same choices, although not the same moments
 * @param concurrency submissions at once
 * @param heap largest heap of the gateway, or {@code default}
 * @param standstill how long nothing may move before it is taken for stuck
 */
record BatchKills(long rows, int kills, long seed, int concurrency, String heap, Duration standstill) {

    /** So that some submissions are under way at any moment. */
    private static final Duration LATENCY = Duration.ofMillis(20);

    private static final int EARLY = 4;
    private static final int LONGEST_LIFE_MILLIS = 3000;
    private static final int LONGEST_ABSENCE_MILLIS = 1000;

    /**
     * A kill.
     *
     * @param early whether the gateway had just been started
     * @param atProvider messages that had come to the provider
     * @param working whether the batch had not come to its end
     */
    record Kill(boolean early, long atProvider, boolean working) {}

    /**
     * What came of it.
     *
     * @param seconds from the first to the last
     */
    record Result(List<Kill> kills, BatchBalance balance, long seed, double seconds) {}

    Result run() throws Exception {
        Random random = new Random(seed);
        List<Kill> done = new ArrayList<>();
        try (BatchSite site = new BatchSite(concurrency, heap, standstill)) {
            site.stub().latency(LATENCY);
            site.gateway().start();
            site.drop(rows);
            long begun = System.nanoTime();
            boolean early = false;
            for (int i = 0; i < kills; i++) {
                long from = rows * i / kills + random.nextLong(Math.max(rows / kills, 1));
                if (!early && i > 0) {
                    site.await(() -> site.isEnded() || site.stub().counts().different() >= from);
                }
                pause(random.nextInt(LONGEST_LIFE_MILLIS));
                Kill kill = new Kill(early, site.stub().counts().different(), !site.isEnded());
                done.add(kill);
                Progress.tell("kill " + (i + 1) + " of " + kills, kill.toString());
                site.gateway().kill();
                pause(random.nextInt(LONGEST_ABSENCE_MILLIS));
                site.gateway().launch();
                early = random.nextInt(EARLY) == 0;
            }
            site.await(() -> site.isEnded() && site.gateway().output().contains("is ready"));
            double seconds = (System.nanoTime() - begun) / 1e9;
            site.gateway().kill();
            BatchBalance balance = BatchBalance.of(
                    rows,
                    site.answer("result"),
                    site.answer("final"),
                    site.stub().ids(),
                    site.ledger(),
                    (long) kills * concurrency);
            if (!balance.isSound()) {
                site.keep();
            }
            Progress.tell("ended", Series.number(seconds, 1) + " s, " + balance);
            return new Result(done, balance, seed, seconds);
        }
    }

    private static void pause(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
