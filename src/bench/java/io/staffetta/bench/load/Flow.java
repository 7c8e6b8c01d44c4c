package io.staffetta.bench.load;

/**
 * Messages that went through something, and when. Instants are those of {@link System#nanoTime()}.
 *
 * @param messages how many
 * @param begun before the first was put in, or before what works on them was let go
 * @param first when the first came out
 * @param last when the last came out
 */
public record Flow(long messages, long begun, long first, long last) {

    private static final double NANOS = 1e9;

    /** Messages a second from the beginning until the last came out. */
    public double perSecond() {
        return messages / ((last - begun) / NANOS);
    }

    /** Messages a second from when the first came out: how fast those that waited go, without what it takes to begin. */
    public double perSecondFromFirst() {
        return messages / (Math.max(1, last - first) / NANOS);
    }

    /** Seconds from the beginning until the first came out. */
    double secondsToFirst() {
        return (first - begun) / NANOS;
    }
}
