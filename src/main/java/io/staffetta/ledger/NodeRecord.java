package io.staffetta.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * A process that uses a ledger, or did.
 *
 * @param id different at each start
 * @param name by which people know it
 * @param started when it started
 * @param seen when it last said that it lives
 * @param ended when it was stopped; {@code null} if it was not
 * @param state what is known of it
 * @param accounts digest of the accounts that it sends with; {@code null} if it never said so
 */
public record NodeRecord(
        String id, String name, Instant started, Instant seen, Instant ended, State state, String accounts) {

    /** Names the state of a process. */
    public enum State {
        /** It says that it lives. */
        ALIVE,
        /** It was stopped. */
        STOPPED,
        /** It has not said anything for 10 s or more: it died, or cannot reach the ledger. */
        SILENT
    }

    /**
     * A process that does not say that it lives.
     *
     * @param name by which people know it; its id if no name is known any more
     * @param seen when it last said that it lives; {@link Instant#EPOCH} if that is longer ago than is known
     */
    public record Absence(String name, Instant seen) {

        /** After so long nobody waits for it any more: another one that has its folders has gone on with its batches by then. */
        public static final Duration GONE = Duration.ofSeconds(30);

        /** From when on nobody waits for it any more. */
        public Instant goneAt() {
            return seen.plus(GONE);
        }
    }
}
