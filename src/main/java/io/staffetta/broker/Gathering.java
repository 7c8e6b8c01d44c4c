package io.staffetta.broker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The rest of a loop after it has worked, in which more comes for its next turn. A turn costs about as much for one message as
 * for ten, and a thread that nobody wakes costs less than one that is woken for each. Nothing that comes while a loop has nothing
 * to do waits for it.
 */
public final class Gathering {

    private static final int SEVERAL = 4;
    private static final long SHORT_NANOS = 250_000;

    private final long nanos;

    /**
     * @param rest how long a loop rests where messages come fast; what waits for the loop waits so much longer
     */
    public Gathering(Duration rest) {
        nanos = rest.toNanos();
    }

    /**
     * Waits for a quarter of a millisecond, at most; for the whole rest where messages come fast.
     *
     * @param messages how many the last turn had
     */
    public void pause(int messages) {
        LockSupport.parkNanos(messages < SEVERAL ? SHORT_NANOS : nanos);
    }
}
