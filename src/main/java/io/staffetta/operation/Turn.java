package io.staffetta.operation;

import io.staffetta.thread.RightOfWay;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The turn of an operation: it ends when the operation is cancelled, when another gateway does operations, when others wait and it
 * has had its time, and when others wait and its own next messages are not due yet.
 *
 * <p>Not thread-safe.
 */
final class Turn {

    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final BooleanSupplier goesOn;
    private final BooleanSupplier othersWait;
    private final Pacing pacing;
    private final RightOfWay way;
    private boolean idle = true;

    Turn(BooleanSupplier goesOn, BooleanSupplier othersWait, Pacing pacing, RightOfWay way) {
        this.goesOn = goesOn;
        this.othersWait = othersWait;
        this.pacing = pacing;
        this.way = way;
    }

    /** Whether there is time for another message. */
    boolean goesOn() {
        return goesOn.getAsBoolean();
    }

    /**
     * Waits until the next messages are due, unless others wait, and until urgent ones have gone; how many, or 0 if the turn is
     * over.
     */
    int next() {
        while (goesOn.getAsBoolean()) {
            long wait = pacing.waitNanos();
            if (wait == 0) {
                way.giveWay();
                return share(pacing.most());
            }
            if (othersWait.getAsBoolean()) {
                return 0;
            }
            LockSupport.parkNanos(Math.min(wait, LONGEST_PAUSE_NANOS));
        }
        return 0;
    }

    /** The size of a group of messages that takes as many as this where nothing is urgent. */
    int share(int most) {
        return way.share(most);
    }

    /** Counts messages that were done in it. */
    void did(int messages) {
        idle &= messages == 0;
        pacing.did(messages);
    }

    /** Whether nothing was done in it. */
    boolean isIdle() {
        return idle;
    }
}
