package io.staffetta.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Messages of one account that wait for a slot, in the order in which they came. As many of the first ask for one as this
 * gateway has given back, all at once, so that they share a commit; and one now and then, since others give back theirs.
 *
 * <p>Thread-safe.
 */
final class SlotLine {

    /** How often one of the line looks for slots that others have given back. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Place> places = new ArrayDeque<>();
    private long next = System.nanoTime();

    private final class Place {
        private final Condition turn = lock.newCondition();
        /** It is to ask, or asks just now. */
        private boolean called;
        /** It asks without knowing of a slot; if there was one, there may be more. */
        private boolean looks;
        /** It is to ask once more. */
        private boolean again;
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
            callNext(false);
        } finally {
            lock.unlock();
        }
    }

    private void callNext(boolean looks) {
        Optional<Place> waiting = firstNotCalled();
        if (waiting.isPresent()) {
            waiting.get().called = true;
            waiting.get().looks = looks;
            waiting.get().turn.signal();
        } else if (places.isEmpty()) {
            // Whoever joins next may have found no slot just before.
            next = System.nanoTime();
        } else {
            places.stream().filter(place -> !place.again).findFirst().ifPresent(place -> place.again = true);
        }
    }

    private Optional<Place> firstNotCalled() {
        return places.stream().filter(place -> !place.called).findFirst();
    }

    /**
     * Waits for a slot.
     *
     * @param ask takes a slot; empty if there is none
     * @param wanted whether to go on waiting
     * @return what was taken; empty if that was no longer wanted
     */
    <T> Optional<T> take(Supplier<Optional<T>> ask, BooleanSupplier wanted) throws InterruptedException {
        Place place = join();
        Optional<T> taken = Optional.empty();
        try {
            while (taken.isEmpty() && wanted.getAsBoolean()) {
                if (isTurnOf(place)) {
                    taken = ask.get();
                    if (taken.isEmpty()) {
                        waitsOn(place);
                    }
                }
            }
            return taken;
        } finally {
            leave(place, taken.isPresent());
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
            boolean isFirst = firstNotCalled().filter(place::equals).isPresent();
            long left = next - System.nanoTime();
            if (left <= 0 && (place.called || isFirst)) {
                place.called = true;
                place.looks = true;
                next = System.nanoTime() + PAUSE.toNanos();
            }
            if (place.called) {
                return true;
            }
            long most = isFirst ? Math.max(1_000_000, left) : PAUSE.toNanos();
            boolean unused = place.turn.await(most, TimeUnit.NANOSECONDS);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void waitsOn(Place place) {
        lock.lock();
        try {
            place.called = place.again;
            place.looks = false;
            place.again = false;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Place place, boolean taken) {
        lock.lock();
        try {
            places.remove(place);
            if (place.again || (place.called && (place.looks || !taken))) {
                callNext(place.looks);
            }
        } finally {
            lock.unlock();
        }
    }
}
