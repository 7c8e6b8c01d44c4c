package io.staffetta.operations;

/**
 * Counts what this gateway has done since it started.
 *
 * @param taken messages that were taken in
 * @param accepted messages that a provider took
 * @param retried attempts that failed, and whose message is tried again
 * @param dead messages that became dead letters
 */
public record Totals(long taken, long accepted, long retried, long dead) {

    /** Before anything was done. */
    public static final Totals NONE = new Totals(0, 0, 0, 0);

    /** What was done since others were taken. */
    Totals since(Totals before) {
        return new Totals(
                taken - before.taken, accepted - before.accepted, retried - before.retried, dead - before.dead);
    }

    /** Whether nothing was done. */
    boolean isNothing() {
        return equals(NONE);
    }
}
