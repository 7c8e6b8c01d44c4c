package io.staffetta.delivery;

import java.util.concurrent.locks.LockSupport;

/**
 * The rest of a loop after it has worked, in which more comes for its next turn. A turn costs about as much for one message as
 * for ten, and a thread that nobody wakes costs less than one that is woken for each. Nothing that comes while a loop has nothing
 * to do waits for it.
 */
final class Gathering {

    private static final long NANOS = 250_000;

    private Gathering() {}

    /** Waits for a quarter of a millisecond, at most. */
    static void pause() {
        LockSupport.parkNanos(NANOS);
    }
}
