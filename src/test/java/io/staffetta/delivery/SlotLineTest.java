package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.ScheduledExecutorService;
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
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            int before = times.get();
            line.call();
            while (times.get() == before) {
                Thread.onSpinWait();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("half of what it would take by looks alone")
                .isLessThan(SlotLine.PAUSE.multipliedBy(50));
        free.set(true);
        line.call();

        assertThat(waiting.get()).isTrue();
        assertThat(times).hasValueGreaterThan(100);
    }

    /** Waits in the line for a permit, in a thread of its own. */
    private Future<?> join(Semaphore free, Runnable asked, Runnable taken, AtomicBoolean wanted)
            throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        Future<?> waiting = threads.submit(() -> {
            line.take(
                            () -> {
                                asked.run();
                                return free.tryAcquire() ? Optional.of("slot") : Optional.empty();
                            },
                            () -> {
                                there.countDown();
                                return wanted.get();
                            })
                    .ifPresent(slot -> taken.run());
            return null;
        });
        there.await();
        return waiting;
    }

    @Test
    void letsAsManyAskAtOnceAsSlotsHaveComeFree() throws Exception {
        AtomicBoolean free = new AtomicBoolean();
        List<Future<Boolean>> all = new ArrayList<>();
        CyclicBarrier together = new CyclicBarrier(3);
        for (int i = 0; i < 3; i++) {
            all.add(threads.submit(() -> line.take(
                            () -> {
                                if (free.get()) {
                                    meet(together);
                                    return Optional.of("slot");
                                }
                                return Optional.empty();
                            },
                            () -> true)
                    .isPresent()));
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
    void letsNoMoreAskThanSlotsHaveComeFree() throws Exception {
        Semaphore free = new Semaphore(0);
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean wanted = new AtomicBoolean(true);
        CountDownLatch taken = new CountDownLatch(5);
        List<Future<?>> all = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            all.add(join(free, asked::incrementAndGet, taken::countDown, wanted));
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

        int pauses = (int) ((System.nanoTime() - begun) / SlotLine.PAUSE.toNanos());
        assertThat(asked.get())
                .as("five that were called, five by looks that took their slots, and a look at each pause")
                .isLessThanOrEqualTo(5 + 5 + 1 + pauses);
    }

    @Test
    void looksForFurtherSlotsAlsoWhereItsOwnKeepComingFree() throws Exception {
        Semaphore free = new Semaphore(0);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean wanted = new AtomicBoolean(true);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(join(free, () -> {}, taken::incrementAndGet, wanted));
        }
        ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor();
        Future<?> unused = own.scheduleAtFixedRate(
                () -> {
                    calls.incrementAndGet();
                    free.release();
                    line.call();
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        try {
            await().until(() -> calls.get() > 5);

            free.release(3);

            await().atMost(Duration.ofSeconds(3)).until(() -> taken.get() > calls.get());
        } finally {
            own.shutdownNow();
            wanted.set(false);
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    @Test
    void looksThoughTheFirstOfTheLineIsLongInAsking() throws Exception {
        CountDownLatch asks = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Boolean> first = threads.submit(() -> line.take(
                        () -> {
                            asks.countDown();
                            awaitQuietly(goOn);
                            return Optional.of("slot");
                        },
                        () -> true)
                .isPresent());
        asks.await();

        Future<Boolean> second = threads.submit(
                () -> line.take(() -> Optional.of("slot"), () -> true).isPresent());

        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
        goOn.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asksAtOnceWhereASlotCameFreeJustBefore() throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            line.call();
            assertThat(line.take(() -> Optional.of("slot"), () -> true)).isPresent();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("half of what it would take by looks alone")
                .isLessThan(SlotLine.PAUSE.multipliedBy(25));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("Others do not ask meanwhile", e);
        }
    }
}
