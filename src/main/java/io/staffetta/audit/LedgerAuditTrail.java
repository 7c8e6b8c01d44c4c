package io.staffetta.audit;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.thread.DaemonThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes acts to the ledger, as a chain of hashes, and to the log, under {@code io.staffetta.audit}: there each line has the
 * number and the hash of its entry, so that a log kept elsewhere proves what the ledger had.
 */
public final class LedgerAuditTrail implements AuditTrail, AutoCloseable {

    private static final Logger AUDIT = LoggerFactory.getLogger("io.staffetta.audit");
    private static final int MOST_WAITING = 1000;
    private static final long LOOK_MILLIS = 1000;

    private final Ledger ledger;
    private final AppendEntries append;
    private final ConcurrentLinkedQueue<AuditEntry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("audit"));

    public LedgerAuditTrail(Ledger ledger) {
        this.ledger = ledger;
        append = new AppendEntries(ledger.clock());
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::flush, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void note(AuditEntry entry) {
        try {
            log(entry, Ledger.await(ledger.submit(append, entry)));
        } catch (RuntimeException e) {
            log(entry, null);
            throw e;
        }
    }

    /**
     * Changes something in the ledger, and writes that down in the same transaction, if anything was changed.
     *
     * @return what came of it; empty if nothing was changed
     * @throws LedgerAwayException if neither is certain
     */
    public <I, O> Optional<O> noteWith(AuditEntry entry, LedgerCommand<I, Optional<O>> change, I input) {
        AtomicReference<AuditRecord> kept = new AtomicReference<>();
        LedgerCommand<I, Optional<O>> both = new LedgerCommand<>() {
            @Override
            public Place place() {
                return Place.LAST;
            }

            @Override
            public List<Optional<O>> apply(Connection connection, List<I> inputs) throws SQLException {
                List<Optional<O>> done = change.apply(connection, inputs);
                if (done.stream().anyMatch(Optional::isPresent)) {
                    kept.set(append.apply(connection, List.of(entry)).get(0));
                }
                return done;
            }
        };
        try {
            Optional<O> done = Ledger.await(ledger.submit(both, input));
            if (done.isPresent()) {
                log(entry, kept.get());
            }
            return done;
        } catch (LedgerAwayException e) {
            log(entry, null);
            throw e;
        }
    }

    @Override
    public void noteLater(AuditEntry entry) {
        if (count.incrementAndGet() > MOST_WAITING) {
            count.decrementAndGet();
            log(entry, null);
        } else {
            waiting.add(entry);
        }
    }

    private void flush() {
        try {
            for (AuditEntry entry = waiting.peek(); entry != null; entry = waiting.peek()) {
                log(entry, Ledger.await(ledger.submit(append, entry)));
                waiting.poll();
                count.decrementAndGet();
            }
        } catch (LedgerAwayException e) {
            AUDIT.debug("{} acts wait for the ledger", count.get());
        } catch (RuntimeException e) {
            AUDIT.error("The act '{}' cannot be kept: {}", waiting.peek().action(), e.getMessage());
            log(waiting.poll(), null);
            count.decrementAndGet();
        }
    }

    private static void log(AuditEntry entry, AuditRecord kept) {
        LoggingEventBuilder line = AUDIT.atInfo()
                .addKeyValue("by", entry.by().name())
                .addKeyValue("role", entry.role())
                .addKeyValue("from", entry.by().from())
                .addKeyValue("subject", entry.subject())
                .addKeyValue("why", entry.why());
        for (Map.Entry<String, String> detail : entry.details().entrySet()) {
            line = line.addKeyValue(detail.getKey(), detail.getValue());
        }
        line = kept == null
                ? line.addKeyValue("kept", "false")
                : line.addKeyValue("number", kept.number()).addKeyValue("hash", kept.hash());
        line.log(entry.action());
    }

    /** Writes what waits, if the ledger can be written. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
        waiting.forEach(entry -> log(entry, null));
    }
}
