package io.staffetta.ledger.history;

import java.time.Instant;

/**
 * Which messages are meant.
 *
 * @param state where they stand; {@code null} for anywhere
 * @param account id of the account that they are routed to, or were submitted with; empty for any
 * @param source the Channel Adapter that they came in by; empty for any
 * @param since taken at this instant or later; {@code null} for at any time
 * @param before id of a message: only those that come after it where the newest is first; empty for all
 * @param limit most messages
 */
public record MessageFilter(State state, String account, String source, Instant since, String before, int limit) {

    /** The newest messages, whatever they are. */
    public static MessageFilter newest(int limit) {
        return new MessageFilter(null, "", "", null, "", limit);
    }
}
