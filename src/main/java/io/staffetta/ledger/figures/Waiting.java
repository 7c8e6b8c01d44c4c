package io.staffetta.ledger.figures;

import java.time.Instant;

/**
 * Messages of one account that have not come to their end.
 *
 * @param account id of the account, which may be gone from the configuration
 * @param queued messages on the queue of the account, for their first attempt
 * @param queuedSince since when the oldest of them is there; {@code null} if there is none
 * @param later messages that wait for another attempt, or for the instant at which they are to be sent
 * @param retried those of them that wait for another attempt
 * @param retriedSince when the oldest of these was taken; {@code null} if there is none
 */
public record Waiting(
        String account, long queued, Instant queuedSince, long later, long retried, Instant retriedSince) {

    /** All of them. */
    public long messages() {
        return queued + later;
    }

    /** Messages that would be sent at once if all were well. */
    public long due() {
        return queued + retried;
    }

    /** Since when the oldest of those waits; {@code null} if there is none. */
    public Instant since() {
        if (queuedSince == null || retriedSince == null) {
            return queuedSince == null ? retriedSince : queuedSince;
        }
        return queuedSince.isBefore(retriedSince) ? queuedSince : retriedSince;
    }
}
