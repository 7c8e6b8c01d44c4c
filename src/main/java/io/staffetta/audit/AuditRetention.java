package io.staffetta.audit;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts off entries of the audit trail that have been kept for long enough, by one gateway at a time. */
public final class AuditRetention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);
    private static final String MESSAGES = "retention";
    private static final long LOOK_MINUTES = 60;

    private final Ledger ledger;
    private final Duration keep;
    private final CutEntries cut;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("audit-retention"));

    /**
     * @param keep age at which entries are cut off; zero for never
     */
    public AuditRetention(Ledger ledger, Duration keep) {
        this.ledger = ledger;
        this.keep = keep;
        cut = new CutEntries(ledger.clock());
    }

    /** From now on looks every hour. */
    public void start() {
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(this::look, 1, LOOK_MINUTES, TimeUnit.MINUTES);
    }

    private void look() {
        try {
            run();
        } catch (LedgerAwayException e) {
            LOG.debug("Nothing is cut off while the ledger is away", e);
        } catch (RuntimeException e) {
            LOG.error("Old entries of the audit trail cannot be deleted: {}", e.getMessage());
        }
    }

    /**
     * Cuts off what is old, unless another gateway does, or the clock has leapt.
     *
     * @return how many entries
     * @throws LedgerAwayException if the ledger cannot be written
     */
    public int run() {
        if (keep.isZero()
                || ledger.jobs().hold(MESSAGES).isPresent()
                || !ledger.jobs().take("audit-retention")) {
            return 0;
        }
        int deleted = Ledger.await(ledger.submit(cut, ledger.clock().instant().minus(keep)));
        if (deleted > 0) {
            LOG.info("Audit trail: {} old entries deleted", deleted);
        }
        return deleted;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
