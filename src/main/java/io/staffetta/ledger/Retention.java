package io.staffetta.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases the numbers and texts of messages, and later deletes what is left of them, when they have been in the ledger long
 * enough: in small steps, with pauses, by one node at a time.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final long LOOK_SECONDS = 60;
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final Ledger ledger;
    private final Duration eraseAfter;
    private final Duration deleteAfter;
    private final Clock clock;
    private final CleanUp cleanUp;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ledger-retention");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /**
     * @param eraseAfter age at which the number and the text of a message are erased; zero for never
     * @param deleteAfter age at which a message, its attempts and its reference are deleted; zero for never. Not below the
     *     time for which references are remembered.
     */
    public Retention(Ledger ledger, Duration eraseAfter, Duration deleteAfter, Clock clock) {
        this.ledger = ledger;
        this.eraseAfter = eraseAfter;
        this.deleteAfter = deleteAfter;
        this.clock = clock;
        cleanUp = new CleanUp(new Leases(ledger.node(), clock));
    }

    /** From now on looks every minute for what has become old. */
    public void start() {
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            run();
        } catch (LedgerAwayException e) {
            LOG.debug("Nothing is erased while the ledger is away", e);
        } catch (RuntimeException e) {
            LOG.error("Old messages cannot be erased or deleted: {}", e.getMessage());
        }
    }

    /**
     * Erases and deletes what is old, unless another node does.
     *
     * @throws LedgerAwayException if the ledger cannot be written
     */
    void run() {
        int erased = 0;
        int deleted = 0;
        CleanUp.Done done;
        do {
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
