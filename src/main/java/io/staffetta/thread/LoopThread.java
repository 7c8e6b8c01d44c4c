package io.staffetta.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of a loop that works in turns, and sleeps between them while it has nothing to do.
 *
 * <p>Thread-safe.
 */
public final class LoopThread {

    private static final long END_SECONDS = 20;

    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean woken;
    private volatile boolean closed;

    /**
     * @param loop runs until {@link #isClosed}
     */
    public LoopThread(String name, Runnable loop) {
        thread = new Thread(loop, name);
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Whether the loop runs. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Whether the loop is to end. */
    public boolean isClosed() {
        return closed;
    }

    /** There is something to do: the loop does not sleep before its next turn, or not any longer. Called by any thread. */
    public void wake() {
        woken = true;
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** A turn begins, which sees all that the loop was woken for until now. Called by the loop. */
    public void begin() {
        woken = false;
    }

    /** Sleeps, unless somebody has woken the loop since its turn began. Called by the loop. */
    public void sleep(long nanos) {
        asleep = true;
        try {
            if (!woken) {
                LockSupport.parkNanos(nanos);
            }
        } finally {
            asleep = false;
        }
    }

    /** Has the loop end, and waits for that. */
    public void close() {
        closed = true;
        wake();
        join(thread);
    }

    /** Waits for the end of a thread that was told to end, for 20 s at most. */
    public static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
