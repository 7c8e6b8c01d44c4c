package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final LocalPaces paces = new LocalPaces();

    /** When turns were taken by one who looks after random rests. */
    private List<Long> taken(double perSecond, long longestRest, Random random) {
        List<Long> taken = new ArrayList<>();
        long begin = Long.MAX_VALUE - SECOND; // The clock may wrap around.
        for (long passed = 0; passed < 10 * SECOND; passed += 1 + (long) (random.nextDouble() * longestRest)) {
            Turns turns = paces.take("main", Turns.interval(perSecond), 1 + random.nextInt(50), begin + passed);
            for (int i = 0; i < turns.taken(); i++) {
                taken.add(passed);
            }
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "5, 300", "50, 30", "333, 5", "1000, 20", "1000, 200", "5000, 3"})
    void neverLetsMoreBeginInASecondThanTheAccountMay(int perSecond, int longestRestMillis) {
        List<Long> taken = taken(perSecond, longestRestMillis * MILLI, new Random(perSecond));

        for (int i = perSecond; i < taken.size(); i++) {
            assertThat(taken.get(i) - taken.get(i - perSecond)).isGreaterThanOrEqualTo(SECOND);
        }
    }

    @ParameterizedTest
    @CsvSource({"5", "100", "333", "1000", "3000"})
    void usesThePaceThoughItIsLookedAtOnlyNowAndThen(int perSecond) {
        List<Long> taken = new ArrayList<>();
        for (long now = 0; now < 10 * SECOND; now += 5 * MILLI) {
            Turns turns = paces.take("main", Turns.interval(perSecond), 100, now);
            for (int i = 0; i < turns.taken(); i++) {
                taken.add(now);
            }
        }

        assertThat(taken).hasSizeGreaterThan((int) (10 * perSecond * 0.97));
    }

    @Test
    void makesNoTimeGoodThatNobodyUsed() {
        paces.take("main", Turns.interval(1000), 1, 0);

        int afterAnHour =
                paces.take("main", Turns.interval(1000), 1000, 3600 * SECOND).taken();

        assertThat(afterAnHour).isBetween(2, 21);
    }

    @Test
    void tellsHowLongItIsUntilTheNext() {
        assertThat(paces.take("main", Duration.ofMillis(200), 10, 0))
                .isEqualTo(new Turns(1, 0, Duration.ofMillis(200)));
        assertThat(paces.due("main", Duration.ofMillis(200), 10, 50 * MILLI))
                .isEqualTo(new Turns(0, 50 * MILLI, Duration.ofMillis(150)));
        assertThat(paces.take("main", Duration.ofMillis(200), 10, 50 * MILLI))
                .isEqualTo(new Turns(0, 50 * MILLI, Duration.ofMillis(150)));
        assertThat(paces.due("main", Duration.ofMillis(200), 10, 200 * MILLI).taken())
                .isEqualTo(1);
    }

    @Test
    void letsTurnsOfThisProcessBeAnIntervalApart() {
        RateLimiter local = RateLimiter.local();
        double onceAnHour = 1.0 / 3600;

        assertThat(local.take("main", onceAnHour, 5).join().taken()).isEqualTo(1);
        assertThat(local.take("other", onceAnHour, 5).join().taken()).isEqualTo(1);
        Turns again = local.take("main", onceAnHour, 5).join();
        assertThat(again.taken()).isZero();
        assertThat(again.left()).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(62));
    }
}
