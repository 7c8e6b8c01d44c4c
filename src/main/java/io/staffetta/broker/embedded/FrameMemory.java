package io.staffetta.broker.embedded;

import io.staffetta.broker.embedded.rights.RefusalLog;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Memory for the frames that all clients of the embedded broker are sending at once. Who finds none waits, and is cut off if that
 * takes long.
 *
 * <p>Thread-safe.
 */
final class FrameMemory {

    /** Largest frame that a client may send, in bytes. Above the largest message, so that that is refused with a reason. */
    static final int LARGEST = 4 * 1024 * 1024;

    /** Frames up to this are not counted, in bytes: what a connection takes in any case. */
    static final int FREE = 64 * 1024;

    private static final int UNIT = 1024;
    private static final int PART_OF_HEAP = 8;
    /** A frame is copied while a message is made of it. */
    private static final int COPIES = 3;

    private static final int PATIENCE_SECONDS = 10;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final String ENDED = "The connection has ended";

    private final Semaphore units;
    private final int all;
    private final RefusalLog refusals;

    FrameMemory(RefusalLog refusals) {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, refusals);
    }

    /**
     * @param bytes how much there is; as much as the largest frame takes at least
     */
    FrameMemory(long bytes, RefusalLog refusals) {
        all = (int) (Math.max(bytes, (long) COPIES * LARGEST) / UNIT);
        units = new Semaphore(all, true);
        this.refusals = refusals;
    }

    /** Counts the memory of one connection. */
    final class Share {

        private int held;
        private boolean ended;
        private long begun;
        private Thread waiting;

        /** The last frame is done with, and another one begins. */
        synchronized void begin() {
            give();
        }

        /** The frame is read, and is worked on now. */
        synchronized void read() {
            begun = 0;
        }

        /**
         * Takes room for a frame, if it is not small.
         *
         * @param bytes how large it is, as far as that is known
         * @throws IOException if there is none
         */
        void need(long bytes) throws IOException {
            int wanted = (int) Math.min(all, bytes * COPIES / UNIT);
            int more;
            synchronized (this) {
                more = wanted - held;
                if (bytes <= FREE || more <= 0) {
                    return;
                }
                if (ended) {
                    throw new IOException(ENDED);
                }
                begun = begun == 0 ? System.nanoTime() : begun;
                waiting = Thread.currentThread();
            }
            take(more);
        }

        private void take(int more) throws IOException {
            boolean taken = false;
            try {
                taken = units.tryAcquire(more, PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                waiting = null;
                held += taken ? more : 0;
                if (ended) {
                    give();
                    throw new IOException(ENDED);
                }
            }
            if (taken) {
                return;
            }
            String refusal =
                    RefusalLog.MARK + "a frame for which there is no memory: those that all clients send at once take "
                            + all / UNIT + " MB";
            refusals.tell("memory", refusal);
            throw new IOException(refusal);
        }

        /** Whether a large frame does not come to its end. */
        synchronized boolean isStalled() {
            return begun != 0 && System.nanoTime() - begun > LONGEST_NANOS;
        }

        /** The connection has ended; nobody waits for more of it. */
        synchronized void end() {
            ended = true;
            if (waiting != null) {
                waiting.interrupt();
            }
            give();
        }

        private void give() {
            units.release(held);
            held = 0;
            begun = 0;
        }
    }
}
