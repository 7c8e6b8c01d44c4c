package io.staffetta.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all requests together hold in memory, from the first byte of a body until its work is done. What does not fit
 * is refused at once: waiting requests would be what fills the memory.
 *
 * <p>Thread-safe.
 */
public final class RequestMemory {

    /** A body is held as bytes that grow, as text, and as messages. */
    private static final int COPIES = 8;

    /** What a message takes beside its body, in bytes. */
    private static final int MESSAGE_BYTES = 2048;

    /** Whoever was refused comes again after 5 s: a longer pause ends an overload. */
    private static final long PAUSE_NANOS = 6_000_000_000L;

    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private boolean refusedAny;
    private long refusedAt;
    private long overloadedSince;

    /**
     * @param limit most bytes that are held; one request alone may go beyond it
     */
    public RequestMemory(long limit) {
        this.limit = limit;
    }

    /** A share of the heap that this process may have. */
    public static RequestMemory ofHeap(int percent) {
        return new RequestMemory(Runtime.getRuntime().maxMemory() / 100 * percent);
    }

    /** A share of a request that has brought nothing yet. */
    public Share share() {
        return new Share();
    }

    /** Bytes that are held now. */
    long held() {
        return held.get();
    }

    /** Nanoseconds for which requests have been refused again and again; 0 if none is now. */
    public synchronized long overloadedNanos() {
        long now = System.nanoTime();
        return !refusedAny || now - refusedAt > PAUSE_NANOS ? 0 : Math.max(1, now - overloadedSince);
    }

    /** Why requests are refused now; empty if they are not. */
    public Optional<String> problem() {
        return overloadedNanos() > 0 ? Optional.of(Overload.MEMORY) : Optional.empty();
    }

    private boolean add(long bytes, long own) {
        long before = held.getAndAdd(bytes);
        if (before + bytes <= limit || before <= own) {
            return true;
        }
        held.addAndGet(-bytes);
        refused();
        return false;
    }

    private synchronized void refused() {
        long now = System.nanoTime();
        if (!refusedAny || now - refusedAt > PAUSE_NANOS) {
            overloadedSince = now;
        }
        refusedAny = true;
        refusedAt = now;
    }

    /** Counts the memory of one request. Thread-safe. */
    public final class Share {

        private long own;
        private boolean handedOver;
        private boolean ended;

        private Share() {}

        /**
         * Takes room for bytes of a body.
         *
         * @return whether there is room; nothing is taken otherwise
         */
        public boolean takeBody(long bytes) {
            return take(bytes * COPIES);
        }

        /** Takes room for messages with so many bytes of bodies in all. */
        boolean takeMessages(int messages, long bytes) {
            return take(bytes + (long) messages * MESSAGE_BYTES);
        }

        private synchronized boolean take(long bytes) {
            if (ended || !add(bytes, own)) {
                return false;
            }
            own += bytes;
            return true;
        }

        /**
         * The work on the request begins, which ends it by {@link #end()}.
         *
         * @return whether it is still to be done
         */
        synchronized boolean handOver() {
            handedOver = !ended;
            return handedOver;
        }

        /** The caller has its answer, or is gone. */
        synchronized void answered() {
            if (!handedOver) {
                end();
            }
        }

        /** Gives back all that was taken. */
        public synchronized void end() {
            if (!ended) {
                ended = true;
                held.addAndGet(-own);
            }
        }
    }
}
