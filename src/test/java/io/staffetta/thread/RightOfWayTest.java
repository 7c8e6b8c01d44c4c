package io.staffetta.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RightOfWayTest {

    private final AtomicLong nanos = new AtomicLong(7);
    private final RightOfWay way = new RightOfWay(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void isWantedFromWhenAnUrgentMessageComesUntilItIsAtItsProvider() {
        assertThat(way.isWanted()).isFalse();
        way.came();
        pass(Duration.ofMillis(5));
        assertThat(way.isWanted()).isTrue();
        way.gone();
        pass(Duration.ofMillis(2));
        assertThat(way.isWanted()).as("its request is being written").isTrue();
        pass(Duration.ofMillis(1));
        assertThat(way.isWanted()).isFalse();
        pass(Duration.ofMillis(5));
        way.came();
        assertThat(way.isWanted()).isTrue();
    }

    @Test
    void holdsNobodyUpForAMessageThatMayNotGoYet() {
        way.came();
        pass(Duration.ofMillis(21));
        assertThat(way.isWanted()).isFalse();
        // Does not wait for ever: this clock stands still.
        way.giveWay();
    }

    @Test
    void leavesOthersHalfOfTheTimeHoweverManyUrgentMessagesCome() {
        int wanted = 0;
        for (int millis = 0; millis < 1000; millis++) {
            way.came();
            if (way.isWanted()) {
                wanted++;
            }
            pass(Duration.ofMillis(1));
        }
        assertThat(wanted).isBetween(450, 550);
    }

    @Test
    void isThereForEachUrgentMessageThatGoesAtOnceHoweverFastTheyFollow() {
        for (int i = 0; i < 100; i++) {
            way.came();
            pass(Duration.ofMillis(4));
            assertThat(way.isWanted()).isTrue();
            way.gone();
            pass(Duration.ofMillis(3));
            assertThat(way.isWanted()).isFalse();
            pass(Duration.ofMillis(7));
        }
    }

    @Test
    void isThereAgainAfterMessagesThatCouldNotGo() {
        for (int i = 0; i < 100; i++) {
            way.came();
            pass(Duration.ofMillis(10));
        }
        pass(Duration.ofMillis(50));
        way.came();
        pass(Duration.ofMillis(19));
        assertThat(way.isWanted()).isTrue();
    }

    @Test
    void lastsNoLongerForAMessageThatGoesLate() {
        way.came();
        pass(Duration.ofMillis(19));
        way.gone();
        pass(Duration.ofMillis(1));
        assertThat(way.isWanted()).isFalse();
        way.gone();
        assertThat(way.isWanted()).isFalse();
    }

    @Test
    void holdsSendersOfOthersTo8000ASecondForASecond() {
        assertThat(way.pause()).isZero();
        way.came();
        long begin = nanos.get();
        for (int i = 0; i < 4000; i++) {
            nanos.addAndGet(way.pause());
        }
        assertThat(Duration.ofNanos(nanos.get() - begin)).isBetween(Duration.ofMillis(495), Duration.ofMillis(505));

        pass(Duration.ofMillis(505));
        for (int i = 0; i < 4000; i++) {
            assertThat(way.pause()).isZero();
        }
    }

    @Test
    void holdsNoSenderUpThatIsSlower() {
        way.came();
        for (int i = 0; i < 1000; i++) {
            assertThat(way.pause()).isZero();
            nanos.addAndGet(Duration.ofMillis(1).toNanos() / 5);
        }
    }

    @Test
    void makesGroupsSmallerForASecond() {
        assertThat(way.share(200)).isEqualTo(200);
        way.came();
        way.gone();
        assertThat(way.share(200)).isEqualTo(25);
        assertThat(way.share(3)).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(way.share(200)).isEqualTo(200);
    }
}
