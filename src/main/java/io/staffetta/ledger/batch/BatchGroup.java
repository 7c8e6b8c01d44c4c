package io.staffetta.ledger.batch;

import java.time.Instant;

/**
 * Records the progress of a batch with one group of its rows. Counts are of the group alone.
 *
 * @param from rows whose answers were written before
 * @param rows rows of the group
 * @param taken those that were taken
 * @param messages messages that these became
 * @param rejected those that cannot be sent as they are
 * @param repeated those that came before
 * @param resultBytes length of the result with it
 * @param rejectedBytes length of the rejected rows with it
 * @param isLast whether no row is left, and the answers are complete
 * @param nextAt before when the next group is not to be taken; {@code null} for at once
 */
public record BatchGroup(
        long from,
        int rows,
        int taken,
        int messages,
        int rejected,
        int repeated,
        long resultBytes,
        long rejectedBytes,
        boolean isLast,
        Instant nextAt) {

    /** One after which the next group may be taken at once. */
    public BatchGroup(
            long from,
            int rows,
            int taken,
            int messages,
            int rejected,
            int repeated,
            long resultBytes,
            long rejectedBytes,
            boolean isLast) {
        this(from, rows, taken, messages, rejected, repeated, resultBytes, rejectedBytes, isLast, null);
    }
}
