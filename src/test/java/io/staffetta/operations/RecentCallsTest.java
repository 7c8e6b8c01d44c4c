package io.staffetta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentCallsTest {

    private final RecentCalls calls = new RecentCalls();

    private void add(long seconds, long millis) {
        calls.add(
                Duration.ofSeconds(seconds).toNanos(), Duration.ofMillis(millis).toNanos());
    }

    private RecentCalls.Summary at(long seconds) {
        return calls.summary(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void knowNothingOfNoCall() {
        assertThat(at(1)).isEqualTo(RecentCalls.Summary.NONE);
    }

    @Test
    void tellWithinWhichTimeNineteenOfTwentyEnd() {
        for (int i = 1; i <= 100; i++) {
            add(i, i);
        }

        assertThat(at(100)).isEqualTo(new RecentCalls.Summary(100, 95));
    }

    @Test
    void keepTheLastOnesAlone() {
        for (int i = 0; i < RecentCalls.MOST; i++) {
            add(i, 5000);
        }
        for (int i = 0; i < RecentCalls.MOST; i++) {
            add(i, 10);
        }

        assertThat(at(500)).isEqualTo(new RecentCalls.Summary(RecentCalls.MOST, 10));
    }

    @Test
    void forgetWhatIsOlderThanAQuarterOfAnHour() {
        add(0, 5000);
        add(1000, 10);

        assertThat(at(1001)).isEqualTo(new RecentCalls.Summary(1, 10));
    }
}
