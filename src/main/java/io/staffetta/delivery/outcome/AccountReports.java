package io.staffetta.delivery.outcome;

import io.staffetta.ledger.history.ExpectedReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Schedules the questions to one account's provider: which comes next, when, and how many at once. A provider that
 * does not answer is asked one at a time until it does.
 *
 * <p>Thread-safe.
 */
final class AccountReports {

    private static final int READ_AT_ONCE = 100;

    private final Deque<ExpectedReport> due = new ArrayDeque<>();
    private final Set<String> underWay = new HashSet<>();
    private final long intervalNanos;
    private long nextAt = System.nanoTime();
    private boolean answers = true;

    /**
     * @param perSecond most questions in a second, above 0
     */
    AccountReports(double perSecond) {
        intervalNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /**
     * The next question; nobody else gets it until it is {@link #over}.
     *
     * @param most questions at once while the provider answers, 1 or more
     * @param read gives the questions that are due, so many at most, those under way among them
     * @return empty if there is none, or enough are under way
     */
    synchronized Optional<ExpectedReport> next(int most, IntFunction<List<ExpectedReport>> read) {
        if (underWay.size() >= (answers ? most : 1)) {
            return Optional.empty();
        }
        if (due.isEmpty()) {
            read.apply(READ_AT_ONCE + underWay.size()).stream()
                    .filter(expected -> !underWay.contains(expected.message().id()))
                    .forEach(due::add);
        }
        ExpectedReport next = due.poll();
        if (next != null) {
            underWay.add(next.message().id());
        }
        return Optional.ofNullable(next);
    }

    /** How long to wait until the next question may be asked, in nanoseconds; it takes its turn by this. */
    synchronized long turn() {
        long now = System.nanoTime();
        long at = nextAt - now > 0 ? nextAt : now;
        nextAt = at + intervalNanos;
        return at - now;
    }

    /** Whether the provider has answered a question. */
    synchronized void answered(boolean hasAnswered) {
        answers = hasAnswered;
    }

    /** A question has been dealt with. */
    synchronized void over(ExpectedReport expected) {
        underWay.remove(expected.message().id());
    }

    /** Forgets what was read: another gateway may ask it. */
    synchronized void forget() {
        due.clear();
    }
}
