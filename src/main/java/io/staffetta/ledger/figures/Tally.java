package io.staffetta.ledger.figures;

import java.time.Instant;

/**
 * Counts what was done to messages of one account in one minute, or in one hour.
 *
 * @param step the length of that time
 * @param at when it begins
 * @param account id of the account; empty where it is not known, or is not configured
 * @param kind what was done
 * @param messages to how many
 */
public record Tally(Step step, Instant at, String account, Kind kind, long messages) {

    /** Names what is done to a message. */
    public enum Kind {
        /** It was taken in. */
        TAKEN,
        /** A provider took it. */
        ACCEPTED,
        /** An attempt failed, and another will follow. */
        RETRIED,
        /** It became a dead letter. */
        DEAD,
        /** A delivery report says that it arrived. */
        DELIVERED,
        /** A delivery report says that it will not. */
        UNDELIVERED
    }

    /** The times by which messages are added up. */
    public enum Step {
        MINUTE(60_000),
        HOUR(3_600_000);

        private final long millis;

        Step(long millis) {
            this.millis = millis;
        }

        /** Its length in milliseconds. */
        public long millis() {
            return millis;
        }

        /** When the one begins that an instant is in. */
        public Instant of(Instant instant) {
            return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), millis) * millis);
        }
    }
}
