package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private final RetrySchedule schedule = RetrySchedule.parse("10s, 1m, 5m, 30m", 0);

    @Test
    void namesItsStepsAsWritten() {
        assertThat(schedule.names()).containsExactly("10s", "1m", "5m", "30m");
        assertThat(schedule.delays())
                .containsExactly(
                        Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));
    }

    @Test
    void takesBlanksAroundItsSteps() {
        assertThat(RetrySchedule.parse(" 1s ,\t2m,3h ", 0).names()).containsExactly("1s", "2m", "3h");
    }

    @ParameterizedTest(name = "''{0}'' is not a step")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "10s,, 1m | ''",
                "10s, | ''",
                "10 | 10",
                "0s | 0s",
                "-1s | -1s",
                "010s | 010s",
                "1d | 1d",
                "1.5m | 1.5m",
                "PT10S | PT10S",
                "100000s | 100000s",
            })
    void refusesWhatIsNotANumberOfSecondsMinutesOrHours(String text, String wrong) {
        assertThatThrownBy(() -> RetrySchedule.parse(text, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Retry delay must be a number of s, m or h, such as 10s, but is '" + wrong + "'");
    }

    @ParameterizedTest
    @CsvSource({"'1m, 10s', 10s", "'60s, 1m', 1m", "'10s, 1m, 1m', 1m"})
    void refusesWaitsThatDoNotGrow(String text, String wrong) {
        assertThatThrownBy(() -> RetrySchedule.parse(text, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Retry delays must grow, but " + wrong + " follows one that is as long or longer");
    }

    @Test
    void refusesANegativeNumberOfAttempts() {
        assertThatThrownBy(() -> RetrySchedule.parse("10s", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Most attempts must be 0 for no limit, or more, but is -1");
    }

    @ParameterizedTest(name = "after {0} failed attempts wait {1}")
    @CsvSource({"1, PT10S", "2, PT1M", "3, PT5M", "4, PT30M", "5, PT30M", "1000, PT30M"})
    void waitsForEachDelayInTurnAndRepeatsTheLast(int attempts, Duration expected) {
        assertThat(schedule.delayAfter(attempts)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "at most {0}, after {1}: {2}")
    @CsvSource({"0, 1, true", "0, 1000000, true", "1, 1, false", "3, 2, true", "3, 3, false", "3, 4, false"})
    void allowsAttemptsUpToTheLimit(int most, int made, boolean allowed) {
        assertThat(RetrySchedule.parse("10s", most).allowsMoreThan(made)).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "a wait of {0} is {2} on the queue of {1}")
    @CsvSource({
        "PT0S, 10s, PT0S",
        "PT3S, 10s, PT3S",
        "PT10S, 10s, PT10S",
        "PT59.999S, 10s, PT10S",
        "PT1M, 1m, PT1M",
        "PT4M, 1m, PT1M",
        "PT29M, 5m, PT5M",
        "PT30M, 30m, PT30M",
        "PT72H, 30m, PT30M",
    })
    void waitsOnTheLongestStepThatIsNotTooLong(Duration wait, String step, Duration stay) {
        assertThat(schedule.stepFor(wait)).isEqualTo(step);
        assertThat(schedule.stayFor(wait)).isEqualTo(stay);
    }
}
