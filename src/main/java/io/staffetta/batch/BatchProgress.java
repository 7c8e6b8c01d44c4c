package io.staffetta.batch;

import io.staffetta.ledger.BatchRecord;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log how far the rows of a batch have come: when it begins, every 10 s, and at the end.
 *
 * <p>Not thread-safe.
 */
final class BatchProgress {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProgress.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String batch;
    private final LongSupplier nanos;
    private long began;
    private long told;
    private long from = -1;

    BatchProgress(BatchRecord batch, LongSupplier nanos) {
        this.batch =
                "Batch " + batch.id() + " (" + Columns.shown(batch.name()) + " in folder '" + batch.folder() + "')";
        this.nanos = nanos;
    }

    /** Rows are taken from now on. Told once, however often that is interrupted. */
    void begin(BatchRecord now) {
        if (from >= 0) {
            return;
        }
        began = nanos.getAsLong();
        told = began;
        from = now.position();
        LOG.info("{}: takes {} rows{}", batch, now.rows(), from == 0 ? "" : ", from row " + (from + 1) + " on");
    }

    /** Rows have been taken. */
    void rows(BatchRecord before, long position) {
        long now = nanos.getAsLong();
        if (now - told >= EVERY_NANOS) {
            told = now;
            double rate = (position - from) / seconds(now - began);
            LOG.info(
                    "{}: {} of {} rows, {} rows/s, {} left",
                    batch,
                    position,
                    before.rows(),
                    Math.round(rate),
                    rate == 0 ? "?" : Duration.ofSeconds(Math.round((before.rows() - position) / rate)));
        }
    }

    /** All rows have been taken. */
    void taken(BatchRecord after) {
        long time = nanos.getAsLong() - began;
        LOG.info(
                "{}: all {} rows answered, {} taken as {} messages, {} rejected, {} repeated{}",
                batch,
                after.rows(),
                after.taken(),
                after.messages(),
                after.rejected(),
                after.repeated(),
                from < 0 ? "" : ", " + Math.round((after.rows() - from) / seconds(time)) + " rows/s");
    }

    /** All messages have come to their end. */
    void ended(BatchRecord after) {
        LOG.info(
                "{}: {}, {} messages accepted, {} dead, {} cancelled",
                batch,
                after.state(),
                after.accepted(),
                after.dead(),
                after.cancelled());
    }

    /** Something else about it. */
    void say(String what) {
        LOG.info("{}: {}", batch, what);
    }

    /** Something is wrong with it. */
    void warn(String what) {
        LOG.warn("{}: {}", batch, what);
    }

    private static double seconds(long nanos) {
        return Math.max(nanos, 1_000_000) / 1e9;
    }
}
