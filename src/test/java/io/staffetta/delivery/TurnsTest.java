package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.LedgerAwayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void letsNoTwoTurnsBeCloserThanTheInterval() throws Exception {
        Turns turns = new Turns(Turns.own(), Clock.systemUTC());
        List<Future<Optional<Instant>>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(threads.submit(() -> turns.take(Duration.ofMillis(40), false, () -> true)));
        }
        List<Instant> taken = new ArrayList<>();
        for (Future<Optional<Instant>> one : all) {
            taken.add(one.get().orElseThrow());
        }
        Collections.sort(taken);

        for (int i = 1; i < taken.size(); i++) {
            // The clock of the wall may be put right by a little meanwhile.
            assertThat(Duration.between(taken.get(i - 1), taken.get(i))).isGreaterThanOrEqualTo(Duration.ofMillis(39));
        }
    }

    @Test
    void givesTheNextTurnToAnUrgentOne() throws Exception {
        Turns turns = new Turns(Turns.own(), Clock.systemUTC());
        Duration interval = Duration.ofMillis(200);
        turns.take(interval, false, () -> true);
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch waiting = new CountDownLatch(5);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(threads.submit(() -> {
                turns.take(interval, false, () -> {
                    waiting.countDown();
                    return true;
                });
                return order.add("usual");
            }));
        }
        waiting.await();

        turns.take(interval, true, () -> true);
        order.add("urgent");
        for (Future<?> one : all) {
            one.get();
        }

        assertThat(order.indexOf("urgent")).isLessThanOrEqualTo(1);
    }

    @Test
    void givesUpWhenItIsNotWantedAnyMore() throws Exception {
        Turns turns = new Turns(Turns.own(), Clock.systemUTC());
        turns.take(Duration.ofHours(1), false, () -> true);
        AtomicBoolean wanted = new AtomicBoolean(true);
        Future<Optional<Instant>> waits = threads.submit(() -> turns.take(Duration.ofHours(1), false, wanted::get));

        wanted.set(false);

        assertThat(waits.get()).isEmpty();
    }

    @Test
    void waitsForALedgerThatIsAway() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Turns turns = new Turns(
                interval -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new LedgerAwayException("away", null);
                    }
                    return Duration.ZERO;
                },
                Clock.systemUTC());

        assertThat(turns.take(Duration.ofMillis(1), false, () -> true)).isPresent();
        assertThat(asked).hasValue(3);
    }
}
