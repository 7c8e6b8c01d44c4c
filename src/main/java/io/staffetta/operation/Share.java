package io.staffetta.operation;

import io.staffetta.thread.RightOfWay;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The share that one operation has of the thread that does them all: how long its turn is, and when it is due.
 *
 * <p>Not thread-safe.
 */
final class Share {

    /** So long is the turn of an operation for which others wait. */
    static final Duration TURN = Duration.ofSeconds(2);

    /** So long it becomes at most for one that does not find its messages. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final Pacing pacing;
    private final RightOfWay way;
    private final LongSupplier nanos;
    private Duration length = TURN;

    /**
     * @param perSecond messages in a second; 0 for as many as go
     * @param way of urgent messages
     * @param nanos a clock that only goes on
     */
    Share(int perSecond, RightOfWay way, LongSupplier nanos) {
        pacing = new Pacing(perSecond, nanos);
        this.way = way;
        this.nanos = nanos;
    }

    /** How many nanoseconds it is until its next messages are due; 0 if they are. */
    long waitNanos() {
        return pacing.waitNanos();
    }

    /**
     * A turn that begins now.
     *
     * @param may whether the operation may go on at all
     * @param othersWait whether other operations wait
     */
    Turn turn(BooleanSupplier may, BooleanSupplier othersWait) {
        long end = nanos.getAsLong() + length.toNanos();
        return new Turn(
                () -> may.getAsBoolean() && (nanos.getAsLong() < end || !othersWait.getAsBoolean()),
                othersWait,
                pacing,
                way);
    }

    /** A turn is over: after one in which nothing was found, the next is longer, or the end of a long queue is never seen. */
    void ended(Turn turn) {
        length = !turn.isIdle() ? TURN : length.compareTo(LONGEST_TURN) < 0 ? length.multipliedBy(2) : LONGEST_TURN;
    }
}
