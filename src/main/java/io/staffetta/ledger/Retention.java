package io.staffetta.ledger;

import io.staffetta.ledger.store.LeapWatch;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases the numbers and texts of messages, and later deletes what is left of them, when they have been in the ledger long
 * enough: in small steps, with pauses, by one node at a time.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final long HASH_PAUSE_MILLIS = 20;
    private static final long LOOK_SECONDS = 60;
    private static final long WATCH_SECONDS = 5;
    /** So much earlier or later nothing is lost. */
    private static final Duration HARMLESS = Duration.ofHours(1);
    /** A gateway that was off for longer may have been started with a wrong clock. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    private static final String GO_ON = "If the clock is right now: staffetta retention resume";
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final Ledger ledger;
    private final Duration eraseAfter;
    private final Duration deleteAfter;
    private final Clock clock;
    private final CleanUp cleanUp;
    private final HashNumbers hashNumbers;
    private long hashed;
    private final LeapWatch leaps;
    private Hold unplaced;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("ledger-retention"));
    private volatile boolean closed;

    /**
     * @param eraseAfter age at which the number and the text of a message are erased; zero for never
     * @param deleteAfter age at which a message, its attempts and its reference are deleted; zero for never. Not below the
     *     time for which references are remembered.
     */
    public Retention(Ledger ledger, Duration eraseAfter, Duration deleteAfter, Clock clock) {
        this(ledger, eraseAfter, deleteAfter, clock, System::nanoTime);
    }

    Retention(Ledger ledger, Duration eraseAfter, Duration deleteAfter, Clock clock, LongSupplier nanos) {
        this.ledger = ledger;
        this.eraseAfter = eraseAfter;
        this.deleteAfter = deleteAfter;
        this.clock = clock;
        leaps = new LeapWatch(clock, nanos);
        hashNumbers = new HashNumbers(ledger.numbers());
        cleanUp = new CleanUp(new Leases(ledger.node(), clock));
    }

    /** From now on looks every minute for what has become old, and more often whether the clock has leapt. */
    public void start() {
        executor.execute(() -> attempt(this::checkLastSign));
        executor.execute(() -> attempt(this::hashNumbers));
        ScheduledFuture<?> unusedToo = executor.scheduleWithFixedDelay(
                () -> attempt(this::watchClock), WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Of what was entered before numbers were hashed; a step, and another a moment later. */
    private void hashNumbers() {
        int step = Ledger.await(ledger.submit(hashNumbers, true));
        hashed += step;
        if (step == HashNumbers.STEP && !closed) {
            if (hashed == step) {
                LOG.info(
                        "Numbers of older messages are being hashed: until that is done, a search by number does not find all");
            }
            ScheduledFuture<?> unused =
                    executor.schedule(() -> attempt(this::hashNumbers), HASH_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } else if (hashed > 0) {
            LOG.info("Ledger: {} older messages can now be found by number", hashed);
            hashed = 0;
        }
    }

    private void look() {
        attempt(this::run);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (LedgerAwayException e) {
            LOG.debug("Nothing is erased while the ledger is away", e);
        } catch (RuntimeException e) {
            LOG.error("Old messages cannot be erased or deleted: {}", e.getMessage());
        }
    }

    /** What was written last before this start says whether the clock is to be believed. */
    void checkLastSign() {
        ledger.lastSign().ifPresent(last -> {
            Duration since = Duration.between(last, clock.instant());
            if (since.compareTo(LeapWatch.TOLERANCE.negated()) < 0 || since.compareTo(LONGEST_PAUSE) > 0) {
                leapt(since, "since the ledger was last written, at " + last);
            }
        });
        ledger.jobs()
                .hold(CleanUp.JOB)
                .ifPresent(hold -> LOG.warn(
                        "Nothing is erased or deleted for its age since {}: {}. {}",
                        hold.since(),
                        hold.reason(),
                        GO_ON));
    }

    /** Holds the retention if the clock has leapt: what seems old then may be new. */
    private synchronized void watchClock() {
        leaps.look().ifPresent(leap -> leapt(leap, "while the gateway ran"));
        if (unplaced != null) {
            ledger.jobs().place(unplaced);
            unplaced = null;
        }
    }

    private synchronized void leapt(Duration leap, String when) {
        String what = "The clock went " + (leap.isNegative() ? "back" : "on") + " by "
                + leap.abs().truncatedTo(ChronoUnit.SECONDS) + " " + when;
        boolean isHeld = leap.abs().compareTo(HARMLESS) > 0;
        LOG.error(
                "{}: it was set, or the machine was suspended or off. {}",
                what,
                isHeld ? "Nothing is erased or deleted for its age until you resume it. " + GO_ON : "");
        if (isHeld) {
            unplaced = new Hold(CleanUp.JOB, clock.instant(), what);
            ledger.jobs().place(unplaced);
            unplaced = null;
        }
    }

    /**
     * Erases and deletes what is old, unless another node does.
     *
     * @throws LedgerAwayException if the ledger cannot be written
     */
    public void run() {
        int erased = 0;
        int deleted = 0;
        CleanUp.Done done;
        do {
            watchClock();
            Instant now = clock.instant();
            done = Ledger.await(
                    ledger.submit(cleanUp, new CleanUp.Order(now, before(now, eraseAfter), before(now, deleteAfter))));
            erased += done.erased();
            deleted += done.deleted();
            if (!done.isAll()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } while (!done.isAll() && !closed);
        if (erased + deleted > 0) {
            LOG.info("Ledger: {} messages erased, {} deleted, for their age", erased, deleted);
        }
    }

    private static Instant before(Instant now, Duration age) {
        return age.isZero() ? Instant.EPOCH : now.minus(age);
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
