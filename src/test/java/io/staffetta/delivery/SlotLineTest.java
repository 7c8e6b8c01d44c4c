package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotLineTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SlotLine line = new SlotLine();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Waits in the line, and returns when it has come there. */
    private Future<Boolean> join(AtomicBoolean free, Runnable asked, Runnable taken, AtomicBoolean wanted)
            throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        Future<Boolean> waiting = threads.submit(() -> line.take(
                        () -> {
                            asked.run();
                            boolean had = free.get();
                            if (had) {
                                taken.run();
                            }
                            return had ? Optional.of("slot") : Optional.empty();
                        },
                        () -> {
                            there.countDown();
                            return wanted.get();
                        })
                .isPresent());
        there.await();
        return waiting;
    }

    @Test
    void givesSlotsInTheOrderInWhichTheirTakersCame() throws Exception {
        AtomicBoolean free = new AtomicBoolean();
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Future<Boolean>> all = new ArrayList<>();
        assertThat(line.isEmpty()).isTrue();
        for (int i = 0; i < 5; i++) {
            int number = i;
            all.add(join(free, () -> {}, () -> order.add(number), new AtomicBoolean(true)));
        }
        assertThat(line.isEmpty()).isFalse();

        free.set(true);
        for (Future<Boolean> one : all) {
            assertThat(one.get()).isTrue();
        }

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void asksNoMoreOftenThanItsPauseHoweverManyWait() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean free = new AtomicBoolean();
        AtomicBoolean wanted = new AtomicBoolean(true);
        List<Future<Boolean>> all = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            all.add(join(free, asked::incrementAndGet, () -> {}, wanted));
        }
        while (asked.get() < 5) {
            Thread.onSpinWait();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("four pauses between five times")
                .isGreaterThanOrEqualTo(SlotLine.PAUSE.multipliedBy(4));

        wanted.set(false);
        for (Future<Boolean> one : all) {
            assertThat(one.get()).isFalse();
        }
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void asksAtOnceWhenItIsCalled() throws Exception {
        AtomicBoolean free = new AtomicBoolean();
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Future<Boolean> waiting = join(
                free,
                () -> {
                    times.incrementAndGet();
                    asked.countDown();
                },
                () -> {},
                new AtomicBoolean(true));
        asked.await();
        for (int i = 0; i < 100; i++) {
            int before = times.get();
            line.call();
            while (times.get() == before) {
                Thread.onSpinWait();
            }
        }
        free.set(true);
        line.call();

        assertThat(waiting.get()).isTrue();
        assertThat(times).as("more than the pauses would have let it").hasValueGreaterThan(100);
    }

    @Test
    void letsAsManyAskAtOnceAsSlotsHaveComeFree() throws Exception {
        AtomicBoolean free = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        List<Future<Boolean>> all = new ArrayList<>();
        CyclicBarrier together = new CyclicBarrier(3);
        for (int i = 0; i < 3; i++) {
            all.add(join(
                    free,
                    () -> {
                        asked.incrementAndGet();
                        if (free.get()) {
                            meet(together);
                        }
                    },
                    () -> {},
                    new AtomicBoolean(true)));
        }
        while (asked.get() == 0) {
            Thread.onSpinWait();
        }

        free.set(true);
        line.call();
        line.call();
        line.call();

        for (Future<Boolean> one : all) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void asksNoMoreOftenThanSlotsHaveComeFree() throws Exception {
        Semaphore free = new Semaphore(0);
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean wanted = new AtomicBoolean(true);
        CountDownLatch taken = new CountDownLatch(5);
        List<Future<?>> all = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            all.add(threads.submit(() -> {
                line.take(
                                () -> {
                                    asked.incrementAndGet();
                                    return free.tryAcquire() ? Optional.of("slot") : Optional.empty();
                                },
                                wanted::get)
                        .ifPresent(slot -> taken.countDown());
                return null;
            }));
        }
        while (asked.get() == 0) {
            Thread.onSpinWait();
        }

        free.release(5);
        for (int i = 0; i < 5; i++) {
            line.call();
        }
        taken.await();
        wanted.set(false);
        for (Future<?> one : all) {
            one.get();
        }

        long pauses = (System.nanoTime() - begun) / SlotLine.PAUSE.toNanos();
        assertThat(asked.get()).as("5 slots, and a look at each pause").isLessThanOrEqualTo(5 + 1 + (int) pauses);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("Others do not ask meanwhile", e);
        }
    }
}
