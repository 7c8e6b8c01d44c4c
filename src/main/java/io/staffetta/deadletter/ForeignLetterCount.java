package io.staffetta.deadletter;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Compares how many letters are on the queue with how many are listed, to find out whether others than the gateway put some there.
 *
 * <p>Not thread-safe.
 */
final class ForeignLetterCount {

    private final Supplier<OptionalLong> onQueue;
    private final LongSupplier listed;

    /** Letters more on the queue than listed of which looking has found nothing. */
    private long explained = Long.MAX_VALUE;

    private long before;

    /**
     * @param onQueue letters on the queue; empty if the broker does not say
     * @param listed letters that are listed
     */
    ForeignLetterCount(Supplier<OptionalLong> onQueue, LongSupplier listed) {
        this.onQueue = onQueue;
        this.listed = listed;
    }

    /**
     * Whether some may have come: if there were more than are explained this time and the time before, since what has just died may
     * be on its way into the ledger. Always, if the broker does not say how many there are.
     */
    boolean mayBe() {
        OptionalLong there = onQueue.get();
        if (there.isEmpty()) {
            return true;
        }
        long more = there.getAsLong() - listed.getAsLong();
        boolean unexplained = more > explained && before > explained;
        before = more;
        explained = Math.min(explained, Math.max(0, more));
        return unexplained;
    }

    /** The queue was looked at: what is there and not listed now, will not be listed by another look. */
    void looked() {
        onQueue.get().ifPresent(there -> {
            before = there - listed.getAsLong();
            explained = Math.max(0, before);
        });
    }
}
