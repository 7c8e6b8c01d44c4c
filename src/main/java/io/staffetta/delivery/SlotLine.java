package io.staffetta.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Messages of one account that wait for a slot, in the order in which they came. Only the first of them asks for one: when this
 * gateway has given one back, and now and then, since others give back theirs.
 *
 * <p>Thread-safe.
 */
final class SlotLine {

    /** How often the first in the line asks while it hears nothing. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private final Deque<Object> places = new ArrayDeque<>();
    private boolean called;
    private long next = System.nanoTime();

    /** Whether nobody waits. */
    synchronized boolean isEmpty() {
        return places.isEmpty();
    }

    /** A slot has come free, as far as this gateway knows. */
    synchronized void call() {
        called = true;
        notifyAll();
    }

    /**
     * Waits for a slot.
     *
     * @param ask takes a slot, if there is one
     * @param wanted whether to go on waiting
     * @return whether it was taken
     */
    boolean take(BooleanSupplier ask, BooleanSupplier wanted) throws InterruptedException {
        Object place = new Object();
        join(place);
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

    private synchronized void join(Object place) {
        places.add(place);
    }

    /** Waits for the turn to ask, no longer than the pause. */
    private synchronized boolean isTurnOf(Object place) throws InterruptedException {
        long left = next - System.nanoTime();
        if (places.peek() == place && (called || left <= 0)) {
            called = false;
            next = System.nanoTime() + PAUSE.toNanos();
            return true;
        }
        long nanos = places.peek() == place ? left : PAUSE.toNanos();
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, nanos));
        return false;
    }

    /** Where there was one slot there may be more: the next asks at once. */
    private synchronized void leave(Object place) {
        places.remove(place);
        called = true;
        notifyAll();
    }
}
