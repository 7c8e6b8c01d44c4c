package io.staffetta.delivery.parking;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.staffetta.message.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The last attempts of one account since it opened.
 *
 * <p>Thread-safe.
 */
final class BreakerWindow {

    private final BreakerRule rule;
    private final long opened;
    private final CircuitBreaker breaker;
    private String lastFailure = "";
    private String refusal = "";
    private int refusals;

    /**
     * Explains why an account is to be parked.
     *
     * @param reason in words
     * @param refusedWith the code, see {@link #code}, with which all its messages were refused; empty if it is something else
     */
    record Verdict(String reason, String refusedWith) {}

    /**
     * @param opened when the account opened, as {@link System#nanoTime} has it
     */
    BreakerWindow(BreakerRule rule, long opened) {
        this.rule = rule;
        this.opened = opened;
        breaker = CircuitBreaker.of(
                "account",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(rule.window())
                        .minimumNumberOfCalls(rule.window())
                        .failureRateThreshold(rule.failuresPercent())
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** When the account opened, as {@link System#nanoTime} has it. */
    long opened() {
        return opened;
    }

    /** How many percent of the attempts failed or were slow; 0 while there were not as many as the window has. */
    double failuresPercent() {
        return Math.max(0, breaker.getMetrics().getFailureRate());
    }

    /** What two refusals must have in common to be alike: the answer's HTTP status and the provider's own code. */
    static String code(int httpStatus, String providerCode) {
        return "HTTP " + httpStatus + (providerCode == null || providerCode.isEmpty() ? "" : ", code " + providerCode);
    }

    /** Notes how an attempt ended; empty if the account goes on. */
    synchronized Optional<Verdict> note(Outcome result, Duration took) {
        boolean failed =
                switch (result.kind()) {
                    case BUSY, NOT_SENT, UNKNOWN -> true;
                    case ACCEPTED, REFUSED, ACCOUNT_UNUSABLE -> took.compareTo(rule.slow()) >= 0;
                };
        if (failed) {
            lastFailure = result.kind() + (result.detail().isEmpty() ? "" : ", " + result.detail());
            breaker.onError(millis(took), TimeUnit.MILLISECONDS, new IllegalStateException(lastFailure));
        } else {
            breaker.onSuccess(millis(took), TimeUnit.MILLISECONDS);
        }
        countRefusal(result);
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            return Optional.of(new Verdict(
                    rule.failuresPercent() + " % or more of its last " + rule.window()
                            + " attempts were busy, not sent, of unknown outcome, or slower than "
                            + rule.slow().toMillis() + " ms; the last one that failed: " + lastFailure,
                    ""));
        }
        return rule.refusals() > 0 && refusals >= rule.refusals()
                ? Optional.of(new Verdict(
                        "its last " + rule.refusals() + " attempts were all refused alike; the last one: "
                                + result.detail(),
                        refusal))
                : Optional.empty();
    }

    private void countRefusal(Outcome result) {
        String code = result.kind() == Outcome.Kind.REFUSED ? code(result.httpStatus(), result.providerCode()) : "";
        refusals = code.isEmpty() ? 0 : code.equals(refusal) ? refusals + 1 : 1;
        refusal = code;
    }

    private static long millis(Duration took) {
        return Math.max(0, took.toMillis());
    }
}
