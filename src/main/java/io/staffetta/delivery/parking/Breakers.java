package io.staffetta.delivery.parking;

import io.staffetta.message.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Circuit Breakers. Parks an account when too many of its last attempts failed or were slow, or when all of them were refused
 * alike; a probe, one of its messages, opens it again. Each account has a window of its own, which is empty each time that
 * the account opens: attempts that began before do not count.
 *
 * <p>Thread-safe.
 */
public final class Breakers {

    private final Map<String, BreakerWindow> windows = new ConcurrentHashMap<>();
    private final BreakerRule rule;
    private final Parking parking;

    public Breakers(BreakerRule rule, Parking parking) {
        this.rule = rule;
        this.parking = parking;
    }

    /** Whether an account is not parked, so that attempts may begin. */
    public boolean isOpen(String accountId) {
        return parking.isOpen(accountId);
    }

    /** How many percent of an account's last attempts failed or were slow; 0 while there were not as many as the window has. */
    public double failuresPercent(String accountId) {
        BreakerWindow window = windows.get(accountId);
        return window == null || window.opened() != parking.openedAt(accountId) ? 0 : window.failuresPercent();
    }

    /**
     * Notes how an attempt of an account ended. One that shows that the account is unusable parks it by itself; what ends while
     * the account is parked, and what began before it opened, says nothing of it now.
     *
     * @param took how long the attempt took
     * @param begun when it began, as {@link System#nanoTime} has it
     */
    public void note(String accountId, Outcome result, Duration took, long begun) {
        if (result.kind() == Outcome.Kind.ACCOUNT_UNUSABLE || !parking.isOf(accountId, begun)) {
            return;
        }
        long opened = parking.openedAt(accountId);
        BreakerWindow window = windows.compute(
                accountId,
                (id, before) -> before == null || before.opened() != opened ? new BreakerWindow(rule, opened) : before);
        Optional<BreakerWindow.Verdict> verdict = window.note(result, took);
        verdict.ifPresent(
                found -> parking.parkTemporarily(accountId, found.reason(), rule.probeWaits(), found.refusedWith()));
    }
}
