package io.staffetta.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

    /** In so much time others are held up for no longer than half of it. */
    private static final long SPAN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = 500_000;
    private static final int PART = 8;

    private final LongSupplier nanos;
    private volatile long began;
    private volatile long came;
    private volatile long gone;

    public RightOfWay() {
        this(System::nanoTime);
    }

    /**
     * @param nanos the time, as of {@link System#nanoTime()}
     */
    public RightOfWay(LongSupplier nanos) {
        this.nanos = nanos;
        came = nanos.getAsLong() - LATELY_NANOS;
        began = came;
        gone = came;
    }

    /** An urgent message has come. */
    public void came() {
        long now = nanos.getAsLong();
        if (now - began >= SPAN_NANOS) {
            began = now;
        }
        came = now;
    }

    /** An urgent message goes to its provider. */
    public void gone() {
        gone = nanos.getAsLong();
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

    /** Waits until the last urgent message that came is on its way to its provider, for 50 ms at the longest. */
    public void giveWay() {
        while (isWanted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whether an urgent message is on its way. */
    public boolean isWanted() {
        long last = came;
        if (last - gone <= 0) {
            return false;
        }
        long now = nanos.getAsLong();
        return now - last < LONGEST_NANOS && now - began < SPAN_NANOS / 2;
    }
}
