package io.staffetta.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Messages of one account that wait for a slot, in the order in which they came. As many of the first ask for one as this gateway has
 * given back; and the first now and then, since others give back theirs.
 *
 * <p>Thread-safe.
 */
final class SlotLine {

    /** How often the first in the line asks while it hears nothing. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Place> places = new ArrayDeque<>();
    /** How many may ask at once. */
    private int calls;

    private long next = System.nanoTime();

    private final class Place {
        private final Condition turn = lock.newCondition();
        private boolean asks;
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        lock.lock();
        try {
            return places.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** A slot has come free, as far as this gateway knows. */
    void call() {
        lock.lock();
        try {
            callNext();
        } finally {
            lock.unlock();
        }
    }

    private void callNext() {
        calls = Math.min(calls + 1, places.size());
        wake();
    }

    private void wake() {
        if (calls > 0) {
            first().ifPresent(place -> place.turn.signal());
        }
    }

    /** The first that does not ask just now. */
    private Optional<Place> first() {
        return places.stream().filter(place -> !place.asks).findFirst();
    }

    /**
     * Waits for a slot.
     *
     * @param ask takes a slot, if there is one
     * @param wanted whether to go on waiting
     * @return whether it was taken
     */
    boolean take(BooleanSupplier ask, BooleanSupplier wanted) throws InterruptedException {
        Place place = join();
        boolean taken = false;
        try {
            while (!taken && wanted.getAsBoolean()) {
                taken = isTurnOf(place) && ask.getAsBoolean();
            }
            return taken;
        } finally {
            leave(place);
        }
    }

    private Place join() {
        lock.lock();
        try {
            Place place = new Place();
            places.add(place);
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the turn to ask, no longer than the pause. */
    @SuppressWarnings("WaitNotInLoop") // The caller has the loop.
    private boolean isTurnOf(Place place) throws InterruptedException {
        lock.lock();
        try {
            place.asks = false;
            boolean isFirst = first().filter(place::equals).isPresent();
            long left = next - System.nanoTime();
            if (isFirst && (calls > 0 || left <= 0)) {
                place.asks = true;
                calls = Math.max(0, calls - 1);
                next = System.nanoTime() + PAUSE.toNanos();
                wake();
                return true;
            }
            long most = isFirst ? Math.max(1_000_000, left) : PAUSE.toNanos();
            boolean unused = place.turn.await(most, TimeUnit.NANOSECONDS);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Where there was one slot there may be more: the next asks at once. */
    private void leave(Place place) {
        lock.lock();
        try {
            places.remove(place);
            callNext();
        } finally {
            lock.unlock();
        }
    }
}
