package io.staffetta.bench.load;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Counts what comes to a provider. Thread safe. */
public final class Arrivals {

    /** Where ids end that are remembered. */
    private static final long MOST = 200_000_000;

    /**
     * What came since the last {@link #reset()}.
     *
     * @param requests all of them, also those without an id
     * @param unique different ids
     * @param doubled requests whose id had come before
     * @param first arrival of the first request, as {@link System#nanoTime()} has it; 0 if none came
     * @param last arrival of the last one that was not doubled; 0 if none came
     * @param mostInFlight most requests at once that were not answered yet
     */
    public record Counts(long requests, long unique, long doubled, long first, long last, int mostInFlight) {

        /** Requests without those that had come before. */
        public long different() {
            return requests - doubled;
        }

        /** Whether so many ids came, each once, and nothing else. */
        public boolean isExactlyOnce(long messages) {
            return requests == messages && unique == messages && doubled == 0;
        }
    }

    /**
     * Which ids came since the last {@link #reset()}.
     *
     * @param seen those that came
     * @param again those of them that came more than once
     */
    public record Ids(BitSet seen, BitSet again) {}

    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(2);

    private final BitSet seen = new BitSet();
    private final BitSet again = new BitSet();
    private long requests;
    private long unique;
    private long doubled;
    private long first;
    private long last;
    private int inFlight;
    private int most;

    /** Counts a request that is to be answered. Id: 0 or more; another number for none. */
    synchronized void came(long id) {
        long now = System.nanoTime();
        requests++;
        most = Math.max(most, ++inFlight);
        if (requests == 1) {
            first = now;
        }
        if (id >= 0 && id < MOST) {
            if (seen.get((int) id)) {
                doubled++;
                again.set((int) id);
                return;
            }
            seen.set((int) id);
            unique++;
        }
        last = now;
    }

    /** Counts an answer. */
    synchronized void answered() {
        inFlight--;
    }

    /** The counts so far. */
    public synchronized Counts counts() {
        return new Counts(requests, unique, doubled, first, last, most);
    }

    /** A copy of the ids. */
    public synchronized Ids ids() {
        return new Ids((BitSet) seen.clone(), (BitSet) again.clone());
    }

    /** Waits until so many different messages have come; see {@link ProviderStub#awaitCount}. */
    public Counts await(long messages, Duration stall) {
        Counts before = counts();
        long since = System.nanoTime();
        while (before.different() < messages) {
            LockSupport.parkNanos(POLL);
            Counts now = counts();
            if (now.requests() != before.requests()) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > stall.toNanos()) {
                System.err.println("Nothing came to the provider for " + stall.toSeconds() + " s; " + now.different()
                        + " of " + messages + " messages are there");
                return now;
            }
            before = now;
        }
        return before;
    }

    /** Forgets what came; what is in flight stays so. */
    synchronized void reset() {
        seen.clear();
        again.clear();
        requests = 0;
        unique = 0;
        doubled = 0;
        first = 0;
        last = 0;
        most = inFlight;
    }
}
