package io.staffetta.batch.run;

import io.staffetta.ledger.batch.Batches;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the messages on the queues of accounts, so that files wait whose accounts have too many. Counted in the ledger
 * at most once a second for each account; in between, what this gateway puts there is added.
 *
 * <p>Thread-safe.
 */
final class QueueDepths {

    private static final long TERM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Batches batches;
    private final int limit;
    private final LongSupplier nanos;
    private final Map<String, Count> counts = new HashMap<>();

    private record Count(long messages, long at) {}

    /**
     * @param limit messages on the queues of an account with which no more are put there
     * @param nanos a clock that only goes on
     */
    QueueDepths(Batches batches, int limit, LongSupplier nanos) {
        this.batches = batches;
        this.limit = limit;
        this.nanos = nanos;
    }

    /** With how many messages on its queues an account has too many. */
    int limit() {
        return limit;
    }

    /** Whether one of some accounts has too many. */
    synchronized boolean isFull(Collection<String> accounts) {
        return accounts.stream().anyMatch(this::isFull);
    }

    private boolean isFull(String account) {
        Count count = counts.get(account);
        if (count == null || nanos.getAsLong() - count.at() > TERM_NANOS) {
            count = new Count(batches.messages().onQueues(account, limit), nanos.getAsLong());
            counts.put(account, count);
        }
        return count.messages() >= limit;
    }

    /** Notes that messages were put on the queues of an account. */
    synchronized void add(String account, int messages) {
        counts.computeIfPresent(account, (id, count) -> new Count(count.messages() + messages, count.at()));
    }
}
