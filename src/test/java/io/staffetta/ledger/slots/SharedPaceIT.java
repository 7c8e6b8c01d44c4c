package io.staffetta.ledger.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.slots.SharedPace.Turns;
import io.staffetta.ledger.store.LedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Two gateways on one PostgreSQL ledger keep one pace. */
class SharedPaceIT {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Test
    void letsNoTwoTurnsBeCloserThanTheIntervalWhoeverTakesThem() throws Exception {
        try (EmbeddedPostgres postgres = PostgresDatabase.builder().start();
                LedgerStore one = LedgerStore.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
                LedgerStore other = LedgerStore.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "")) {
            List<Long> taken = new CopyOnWriteArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Callable<Void>> nodes = new ArrayList<>();
            for (LedgerStore store : List.of(one, other, one, other)) {
                nodes.add(() -> take(new SharedPace(store.source()), taken));
            }
            long begun = System.nanoTime();
            for (Future<Void> node : threads.invokeAll(nodes)) {
                node.get();
            }
            threads.shutdown();

            // Twenty turns have nineteen intervals between them; the first turn may come at once.
            assertThat(taken).hasSize(20);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(INTERVAL.multipliedBy(19));
            assertThat(new SharedPace(one.source())
                            .take("another", INTERVAL, Duration.ZERO, 1)
                            .left())
                    .isLessThan(INTERVAL);
        }
    }

    @Test
    void letsTurnsBeTakenTogetherThatCameDueMeanwhile() throws Exception {
        Duration interval = Duration.ofSeconds(10);
        Duration late = Duration.ofSeconds(95);
        try (EmbeddedPostgres postgres = PostgresDatabase.builder().start();
                LedgerStore store = LedgerStore.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "")) {
            SharedPace pace = new SharedPace(store.source());
            assertThat(pace.take("main", interval, late, 4).taken())
                    .as("the account was not known yet")
                    .isZero();

            Turns some = pace.take("main", interval, late, 4);
            Turns others = pace.take("main", interval, late, 100);

            assertThat(some.taken()).isEqualTo(4);
            assertThat(others.taken()).as("nobody used the time before").isBetween(6, 8);
            assertThat(others.left()).isBetween(Duration.ofNanos(1), interval);
            assertThat(pace.take("main", interval, late, 100).taken()).isBetween(0, 2);
        }
    }

    private static Void take(SharedPace pace, List<Long> taken) {
        for (int turns = 0; turns < 5; ) {
            Turns taking = pace.take("main", INTERVAL, Duration.ZERO, 10);
            assertThat(taking.left()).isLessThanOrEqualTo(INTERVAL);
            if (taking.taken() > 0) {
                assertThat(taking.taken()).isEqualTo(1);
                taken.add(System.nanoTime());
                turns++;
            } else {
                LockSupport.parkNanos(taking.left().toNanos());
            }
        }
        return null;
    }
}
