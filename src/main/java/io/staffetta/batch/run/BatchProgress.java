package io.staffetta.batch.run;

import io.staffetta.batch.text.ColumnText;
import io.staffetta.ledger.batch.BatchRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log how far the rows of a batch have come: when it begins, every 10 s, and at the end. The rate is that of the time
 * in which it went on.
 *
 * <p>Not thread-safe.
 */
final class BatchProgress {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProgress.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String batch;
    private final LongSupplier nanos;
    private boolean isTold;
    private boolean isGoing;
    private long going;
    private long since;
    private long told;
    private long rows;

    BatchProgress(BatchRecord batch, LongSupplier nanos) {
        this.batch =
                "Batch " + batch.id() + " (" + ColumnText.shown(batch.file().name()) + " in folder '"
                        + batch.file().folder() + "')";
        this.nanos = nanos;
    }

    /**
     * Rows are taken from now on. Told once, however often that is interrupted.
     *
     * @return {@code false} if they were before
     */
    boolean begin(BatchRecord now) {
        if (isGoing) {
            return false;
        }
        isGoing = true;
        since = nanos.getAsLong();
        told = since;
        if (!isTold) {
            isTold = true;
            String from = now.progress().position() == 0
                    ? ""
                    : ", from row " + (now.progress().position() + 1) + " on";
            LOG.info("{}: takes {}{}", batch, count(now.file().rows(), "row"), from);
        }
        return true;
    }

    /** No rows are taken until it begins again; the time until then is not counted. */
    void halt() {
        if (isGoing) {
            isGoing = false;
            going += nanos.getAsLong() - since;
        }
    }

    /** Rows have been taken. */
    void rows(BatchRecord before, long position) {
        rows += position - before.progress().position();
        long now = nanos.getAsLong();
        if (now - told >= EVERY_NANOS) {
            told = now;
            double rate = rate(going + now - since);
            LOG.info(
                    "{}: {} of {}, {} rows/s, {} left",
                    batch,
                    position,
                    count(before.file().rows(), "row"),
                    shown(rate),
                    rate == 0 ? "?" : time(Math.round((before.file().rows() - position) / rate)));
        }
    }

    /** All rows have been taken. */
    void taken(BatchRecord after) {
        halt();
        LOG.info(
                "{}: {} answered, {} taken as {}, {} rejected, {} repeated{}",
                batch,
                count(after.file().rows(), "row"),
                after.counts().taken(),
                count(after.counts().messages(), "message"),
                after.counts().rejected(),
                after.counts().repeated(),
                rows == 0 ? "" : ", " + shown(rate(going)) + " rows/s");
    }

    private double rate(long time) {
        return rows * 1e9 / Math.max(time, 1_000_000);
    }

    private static String shown(double rate) {
        return String.format(Locale.ROOT, rate >= 10 || rate == 0 ? "%.0f" : "%.2f", rate);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Hours, minutes and seconds. */
    private static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** All messages have come to their end. */
    void ended(BatchRecord after) {
        LOG.info(
                "{}: {}, {} accepted, {} dead, {} cancelled",
                batch,
                after.state(),
                count(after.counts().accepted(), "message"),
                after.counts().dead(),
                after.counts().cancelled());
    }

    /** Something else about it. */
    void say(String what) {
        LOG.info("{}: {}", batch, what);
    }

    /** Something is wrong with it. */
    void warn(String what) {
        LOG.warn("{}: {}", batch, what);
    }
}
