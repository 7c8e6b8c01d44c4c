package io.staffetta.ledger.slots;

import static org.assertj.core.api.Assertions.assertThat;

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
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
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
            assertThat(new SharedPace(one.source()).take("another", INTERVAL)).isLessThan(INTERVAL);
        }
    }

    private static Void take(SharedPace pace, List<Long> taken) {
        for (int turns = 0; turns < 5; ) {
            Duration left = pace.take("main", INTERVAL);
            if (left.isZero()) {
                taken.add(System.nanoTime());
                turns++;
            } else {
                assertThat(left).isLessThanOrEqualTo(INTERVAL);
                LockSupport.parkNanos(left.toNanos());
            }
        }
        return null;
    }
}
