package io.staffetta.batch.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues the batches that this process works on: who asks for work gets that which could go on for longest, so that all
 * that can have their turns. Not too many have their files open: one that needs a place gets that of one that waits.
 *
 * <p>Thread-safe.
 */
final class RunQueue {

    /** Batches with their files open, so that many at once need no more memory. */
    private static final int MOST_OPEN = 20;
    /** How long one that does not wait keeps its place, if others need it. */
    private static final long TERM_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Of many that wait, each is looked at so much later. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);

    private final Map<String, Slot> slots = new TreeMap<>();
    private boolean closed;

    private static final class Slot {
        private final BatchRun run;
        private boolean busy;
        private boolean refused;
        private long due = System.nanoTime();
        private long opened;

        Slot(BatchRun run) {
            this.run = run;
        }

        boolean mayLose(long now) {
            return !busy && run.isOpen() && (due - now > 0 || now - opened > TERM_NANOS);
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
            long now = System.nanoTime();
            boolean hasPlace = hasPlace(now);
            Optional<Map.Entry<String, Slot>> first = slots.entrySet().stream()
                    .filter(entry -> !entry.getValue().busy && (hasPlace || !entry.getValue().refused))
                    .min(Comparator.comparingLong(entry -> entry.getValue().due - now));
            long wait = first.map(entry -> entry.getValue().due - now).orElse(TimeUnit.SECONDS.toNanos(1));
            if (wait <= 0) {
                first.get().getValue().busy = true;
                return first.map(Map.Entry::getKey);
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, Math.min(wait, TimeUnit.SECONDS.toNanos(1))));
        }
        return Optional.empty();
    }

    private boolean hasPlace(long now) {
        return open().count() < MOST_OPEN || slots.values().stream().anyMatch(slot -> slot.mayLose(now));
    }

    private Stream<Slot> open() {
        return slots.values().stream().filter(slot -> slot.run.isOpen());
    }

    /** Whether a batch may open its files now; those of another that waits are closed for it. */
    synchronized boolean mayOpen(String id) {
        long now = System.nanoTime();
        Slot slot = slots.get(id);
        slot.refused = false;
        slot.opened = now;
        if (open().count() < MOST_OPEN) {
            return true;
        }
        Optional<Slot> other =
                open().filter(open -> open.mayLose(now)).max(Comparator.comparingLong(open -> open.due - now));
        if (other.isEmpty()) {
            slot.refused = true;
            return false;
        }
        try {
            other.get().run.rest();
        } catch (IOException e) {
            LOG.debug("A batch's files are not closed", e);
        }
        return true;
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
            long wait = again.get().toNanos();
            slot.due = System.nanoTime() + (wait == 0 ? 0 : Math.max(wait, slots.size() * PACE_NANOS));
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
