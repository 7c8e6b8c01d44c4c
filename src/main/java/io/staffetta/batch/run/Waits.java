package io.staffetta.batch.run;

import io.staffetta.batch.rows.RowGroup;
import io.staffetta.ledger.batch.BatchRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Computes how long a batch waits before its next rows are taken: for the share of time that its spreading gives it,
 * and for room on the queues of the accounts that they are for. While it waits, its rows are not routed again, unless
 * the accounts have changed.
 *
 * <p>Not thread-safe.
 */
final class Waits {

    private static final Duration FIRST = Duration.ofMillis(250);

    private final BatchTools tools;
    private Set<String> full = Set.of();
    private Object configured;
    private Duration next = FIRST;

    Waits(BatchTools tools) {
        this.tools = tools;
    }

    /** For how long nothing is to be done with its rows, at most {@link Again#LATER}; zero if they may be taken. */
    Duration left(BatchRecord batch) {
        Duration left = spread(batch);
        if (!left.isZero()) {
            return left;
        }
        return !full.isEmpty()
                        && configured == tools.taking().accounts()
                        && tools.depths().isFull(full)
                ? longer()
                : Duration.ZERO;
    }

    /** The accounts that its next rows are for, while one of these has too many messages on its queues; none if none has. */
    Set<String> full() {
        return full;
    }

    /** By the clock of the day, which a restart does not begin anew; if it is set back, no longer than was meant. */
    private Duration spread(BatchRecord batch) {
        if (batch.times().nextAt() == null) {
            return Duration.ZERO;
        }
        Instant now = tools.clock().instant();
        Duration left = Duration.between(
                now.isBefore(batch.times().changedAt()) ? batch.times().changedAt() : now,
                batch.times().nextAt());
        return left.isNegative() ? Duration.ZERO : Again.shorter(left, Again.LATER);
    }

    /**
     * Looks whether there is room for rows that have been routed.
     *
     * @return for how long to wait for it; zero if there is
     */
    Duration room(RowGroup routed) {
        Set<String> accounts = routed.accounts().keySet();
        if (tools.depths().isFull(accounts)) {
            full = accounts;
            configured = tools.taking().accounts();
            return longer();
        }
        full = Set.of();
        next = FIRST;
        return Duration.ZERO;
    }

    private Duration longer() {
        Duration now = next;
        next = Again.shorter(next.multipliedBy(2), Again.LATER);
        return now;
    }
}
