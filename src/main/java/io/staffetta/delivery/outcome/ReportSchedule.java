package io.staffetta.delivery.outcome;

import io.staffetta.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Schedules the questions to providers about the delivery of a message.
 *
 * @param offered whether an account's provider can be asked
 * @param waits growing waits before each question; the last is repeated
 * @param giveUpAfter nothing is asked of a message that was taken longer ago
 */
public record ReportSchedule(Predicate<Account> offered, List<Duration> waits, Duration giveUpAfter) {

    public ReportSchedule {
        waits = List.copyOf(waits);
    }

    /** When to ask first for a message that an account's provider has just taken; {@code null} if it cannot be asked. */
    public Instant firstAfter(Account account, Instant accepted) {
        return offered.test(account) ? accepted.plus(waits.get(0)) : null;
    }

    /**
     * When to ask again.
     *
     * @param asked how often it was asked, 1 or more
     * @param taken when the gateway took the message
     * @param least how long the provider wants to be left alone; zero if it did not say
     * @return {@code null} if it is not asked any more
     */
    public Instant nextAfter(int asked, Instant taken, Instant now, Duration least) {
        Duration wait = waits.get(Math.min(asked, waits.size() - 1));
        Instant next = now.plus(wait.compareTo(least) < 0 ? least : wait);
        return next.isAfter(taken.plus(giveUpAfter)) ? null : next;
    }
}
