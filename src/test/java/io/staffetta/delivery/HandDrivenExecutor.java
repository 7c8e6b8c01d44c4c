package io.staffetta.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor, and the clock that goes with it, whose tasks run in the test's thread when the test lets time pass. */
public final class HandDrivenExecutor extends ScheduledThreadPoolExecutor {

    private record Task(Instant at, Runnable work) {}

    private final List<Task> tasks = Collections.synchronizedList(new ArrayList<>());
    private Instant now = DeliverySamples.NOW;

    public HandDrivenExecutor() {
        super(0);
    }

    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        if (isShutdown()) {
            throw new RejectedExecutionException("shut down");
        }
        tasks.add(new Task(now.plus(delay, unit.toChronoUnit()), work));
        return null;
    }

    /** Runs what is due now. */
    public void run() {
        pass(Duration.ZERO);
    }

    /** Lets time pass, and runs each task at its instant. */
    public void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Task next = tasks.stream()
                    .filter(task -> !task.at().isAfter(end))
                    .min(Comparator.comparing(Task::at))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            tasks.remove(next);
            now = next.at().isAfter(now) ? next.at() : now;
            next.work().run();
        }
    }

    /** Tasks that wait for their time. */
    public int waiting() {
        return tasks.size();
    }
}
