package io.staffetta.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides how long a message waits after a failed attempt, and on which retry queue. Each step of the schedule has one
 * queue, {@code sms.retry.<name>}, on which all messages wait equally long.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class RetrySchedule {

    private static final Pattern STEP = Pattern.compile("([1-9][0-9]{0,4})([smh])");
    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    private final Map<String, Duration> steps;
    private final List<Duration> delays;
    private final int maxAttempts;

    private RetrySchedule(Map<String, Duration> steps, int maxAttempts) {
        this.steps = steps;
        this.delays = List.copyOf(steps.values());
        this.maxAttempts = maxAttempts;
    }

    /**
     * Reads a schedule.
     *
     * @param text growing waits such as {@code 10s, 1m, 5m, 30m}; the last one is repeated
     * @param maxAttempts most attempts for one message; 0 for as many as fit before its deadline
     * @throws IllegalArgumentException if a wait is not a number of s, m or h, or is not longer than the one before
     */
    public static RetrySchedule parse(String text, int maxAttempts) {
        if (maxAttempts < 0) {
            throw new IllegalArgumentException("Most attempts must be 0 for no limit, or more, but is " + maxAttempts);
        }
        Map<String, Duration> steps = new LinkedHashMap<>();
        Duration last = Duration.ZERO;
        for (String name : Arrays.asList(text.split("\\s*,\\s*", -1))) {
            Matcher matcher = STEP.matcher(name.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "Retry delay must be a number of s, m or h, such as 10s, but is '" + name + "'");
            }
            Duration delay = UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
            if (delay.compareTo(last) <= 0) {
                throw new IllegalArgumentException(
                        "Retry delays must grow, but " + name.strip() + " follows one that is as long or longer");
            }
            steps.put(name.strip(), delay);
            last = delay;
        }
        return new RetrySchedule(steps, maxAttempts);
    }

    /** Names of the steps, from the shortest wait to the longest; each is the end of a queue's name. */
    public List<String> names() {
        return List.copyOf(steps.keySet());
    }

    /** The waits, from the shortest to the longest. */
    public List<Duration> delays() {
        return delays;
    }

    /** Whether another attempt is allowed after that many. */
    public boolean allowsMoreThan(int attempts) {
        return maxAttempts == 0 || attempts < maxAttempts;
    }

    /** The wait after that many failed attempts, 1 or more. */
    public Duration delayAfter(int attempts) {
        return delays.get(Math.min(attempts, delays.size()) - 1);
    }

    /** The step to wait on, for a message that must wait that long: the longest that is not longer, else the shortest. */
    public String stepFor(Duration wait) {
        String best = steps.keySet().iterator().next();
        for (Map.Entry<String, Duration> step : steps.entrySet()) {
            if (step.getValue().compareTo(wait) <= 0) {
                best = step.getKey();
            }
        }
        return best;
    }

    /** How long a message that must wait that long stays on the queue of {@link #stepFor}: at most that step's wait. */
    public Duration stayFor(Duration wait) {
        Duration step = steps.get(stepFor(wait));
        return wait.compareTo(step) < 0 ? wait : step;
    }
}
