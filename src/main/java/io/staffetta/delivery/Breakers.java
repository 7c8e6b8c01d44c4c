package io.staffetta.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.staffetta.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Circuit Breakers. Parks an account when too many of its last attempts failed or were slow; a probe, one of its messages,
 * opens it again. Each account has a window of its own, which is empty again after it was parked.
 *
 * <p>Thread-safe.
 */
public final class Breakers {

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final Rule rule;
    private final Parking parking;

    /**
     * When an account is parked, and when it is tried then.
     *
     * @param window how many of the last attempts count; nothing is decided before there were as many
     * @param failuresPercent 1 to 100: so many of them must have failed or been slow
     * @param slow an attempt that takes as long is slow, whatever its outcome
     * @param probeWaits waits before each probe, growing; the last one is repeated
     */
    public record Rule(int window, int failuresPercent, Duration slow, List<Duration> probeWaits) {}

    public Breakers(Rule rule, Parking parking) {
        this.rule = rule;
        this.parking = parking;
    }

    /** Notes how an attempt of an account ended. One that shows that the account is unusable has parked it by itself. */
    public void note(String accountId, Outcome outcome, Duration took) {
        if (outcome == Outcome.ACCOUNT_UNUSABLE) {
            return;
        }
        CircuitBreaker breaker = breakers.computeIfAbsent(accountId, this::breaker);
        boolean failed = outcome == Outcome.BUSY || outcome == Outcome.NOT_SENT || took.compareTo(rule.slow()) >= 0;
        if (failed) {
            breaker.onError(took.toMillis(), TimeUnit.MILLISECONDS, new IllegalStateException(outcome.name()));
        } else {
            breaker.onSuccess(took.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            breaker.reset();
            parking.hold(
                    accountId,
                    rule.failuresPercent() + " % or more of its last " + rule.window()
                            + " attempts were busy, not sent, or slower than "
                            + rule.slow().toMillis() + " ms; the last one: " + outcome,
                    rule.probeWaits());
        }
    }

    private CircuitBreaker breaker(String accountId) {
        return CircuitBreaker.of(
                accountId,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(rule.window())
                        .minimumNumberOfCalls(rule.window())
                        .failureRateThreshold(rule.failuresPercent())
                        .writableStackTraceEnabled(false)
                        .build());
    }
}
