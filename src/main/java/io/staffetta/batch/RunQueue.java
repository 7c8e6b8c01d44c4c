package io.staffetta.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The batches that this process works on, in the order in which they came: who asks for work gets the oldest that can go on.
 *
 * <p>Thread-safe.
 */
final class RunQueue {

    /** Batches with their files open; others wait, so that many at once need no more memory. */
    private static final int MOST_OPEN = 20;

    private final Map<String, Slot> slots = new TreeMap<>();
    private boolean closed;

    private static final class Slot {
        private final BatchRun run;
        private boolean busy;
        private long due = System.nanoTime();

        Slot(BatchRun run) {
            this.run = run;
        }

        boolean isDue() {
            return due - System.nanoTime() <= 0;
        }
    }

    /** Adds a batch, unless it is here. */
    synchronized void add(String id, Function<String, BatchRun> run) {
        if (!closed && !slots.containsKey(id)) {
            slots.put(id, new Slot(run.apply(id)));
            notifyAll();
        }
    }

    /** Ids of all that are here. */
    synchronized Set<String> ids() {
        return new HashSet<>(slots.keySet());
    }

    /** Waits for a batch that can go on; empty when this is closed. {@link #back} is to be called with it. */
    synchronized Optional<String> next() throws InterruptedException {
        while (!closed) {
            long wait = TimeUnit.SECONDS.toNanos(1);
            long open =
                    slots.values().stream().filter(slot -> slot.run.isOpen()).count();
            for (Map.Entry<String, Slot> entry : slots.entrySet()) {
                Slot slot = entry.getValue();
                boolean may = slot.run.isOpen() || slot.run.isPlaced() || open < MOST_OPEN;
                if (!slot.busy && may && slot.isDue()) {
                    slot.busy = true;
                    return Optional.of(entry.getKey());
                } else if (!slot.busy && may) {
                    wait = Math.min(wait, slot.due - System.nanoTime());
                }
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(wait, 1_000_000));
        }
        return Optional.empty();
    }

    synchronized BatchRun run(String id) {
        return slots.get(id).run;
    }

    /**
     * Gives a batch back.
     *
     * @param again after how long it can go on; empty if there is nothing more to do
     */
    synchronized void back(String id, Optional<Duration> again) {
        Slot slot = slots.get(id);
        if (again.isEmpty()) {
            slots.remove(id);
        } else {
            slot.busy = false;
            slot.due = System.nanoTime() + again.get().toNanos();
        }
        notifyAll();
    }

    /** Gives nothing out any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** All that are here. */
    synchronized List<BatchRun> all() {
        List<BatchRun> all = new ArrayList<>();
        slots.values().forEach(slot -> all.add(slot.run));
        return all;
    }
}
