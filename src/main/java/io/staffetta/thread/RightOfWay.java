package io.staffetta.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The right of way of urgent messages: while one is on its way through the gateway, whoever takes in others waits a moment, and
 * for a second after it they take in smaller groups. Otherwise an urgent message waits for the processor, the ledger and the
 * broker behind hundreds of others, however short its own queues are. Others have half of the time in any case: urgent messages may
 * come without end, for an account that sends none.
 *
 * <p>Thread-safe.
 */
public final class RightOfWay {

    /** An urgent message takes some 10 ms. One that may not be sent yet holds nobody up for longer than twice that. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** For how long others may be held up in one go, after they were not for as long. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** From when a submission begins until its request is written, on another thread. */
    private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /** One of 8,000 a second: two cores take in no more of what the broker has. */
    private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(1) / 8000;

    /** How many nanoseconds early one may come, and the shortest wait. */
    private static final long EARLY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = 500_000;
    private static final int PART = 8;

    private final LongSupplier nanos;
    private volatile long came;
    private volatile boolean wanted;
    private volatile long wantedUntil;
    private long wantedFrom;
    /** Since when nobody is held up, where nothing is wanted. */
    private long freeSince;
    /** For how long others may be held up from {@link #wantedFrom} on: as long as they were not, from {@link #freeSince} on. */
    private long credit = MOST_NANOS;
    /** When the next of the others may come, where something urgent came lately. */
    private long next;

    public RightOfWay() {
        this(System::nanoTime);
    }

    /**
     * @param nanos the time, as of {@link System#nanoTime()}
     */
    public RightOfWay(LongSupplier nanos) {
        this.nanos = nanos;
        came = nanos.getAsLong() - LATELY_NANOS;
        freeSince = came;
        next = came;
    }

    /** An urgent message has come. */
    public synchronized void came() {
        long now = nanos.getAsLong();
        came = now;
        if (wanted && now - wantedUntil >= 0) {
            wanted = false;
            credit -= wantedUntil - wantedFrom;
            freeSince = wantedUntil;
        }
        if (!wanted) {
            credit = Math.min(MOST_NANOS, credit + now - freeSince);
            wantedFrom = now;
        }
        wantedUntil = Math.min(now - wantedFrom + LONGEST_NANOS, credit) + wantedFrom;
        wanted = true;
    }

    /** An urgent message goes to its provider; its request is written within a moment. */
    public synchronized void gone() {
        long until = nanos.getAsLong() + LAST_NANOS;
        if (wanted && until - wantedUntil < 0) {
            wantedUntil = until;
        }
    }

    /**
     * The size of a group of messages that are not urgent.
     *
     * @param most its size where nothing is urgent, 1 or more
     * @return an eighth of it where something urgent came within the last second, at least 1
     */
    public int share(int most) {
        return nanos.getAsLong() - came < LATELY_NANOS ? Math.max(1, most / PART) : most;
    }

    /**
     * Counts a message of a sender that is not urgent. Senders are faster than what takes in their messages; where something
     * urgent came within the last second, they are not.
     *
     * @return nanoseconds for which to hold the sender up; 0 for not at all
     */
    public long pause() {
        long now = nanos.getAsLong();
        if (now - came >= LATELY_NANOS) {
            return 0;
        }
        synchronized (this) {
            if (now - EARLY_NANOS - next > 0) {
                next = now - EARLY_NANOS;
            }
            next += EACH_NANOS;
            return next - now < EARLY_NANOS ? 0 : next - now;
        }
    }

    /** Waits until the last urgent message that came is at its provider, or others were held up for long enough. */
    public void giveWay() {
        giveWay(() -> false);
    }

    /**
     * The same for one who may be asked to take in the urgent message itself.
     *
     * @param here whether it waits for the caller; then it returns
     */
    public void giveWay(BooleanSupplier here) {
        while (isWanted() && !here.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whether an urgent message is on its way. */
    public boolean isWanted() {
        return wanted && nanos.getAsLong() - wantedUntil < 0;
    }
}
