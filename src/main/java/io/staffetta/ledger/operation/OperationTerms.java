package io.staffetta.ledger.operation;

import java.time.Duration;

/**
 * Says what an operation does, and how.
 *
 * @param kind what
 * @param toAccount id of the account that messages go to; empty for none
 * @param rate most messages a second; 0 for no limit
 * @param validFor how long messages may wait from when they are sent again; {@code null} to keep their deadlines
 * @param sentAs of {@link OperationKind#SETTLE}: what is said of them; else {@code null}
 * @param why in the words of who orders it; empty if not said
 */
public record OperationTerms(
        OperationKind kind, String toAccount, int rate, Duration validFor, SentAs sentAs, String why) {

    /** Whether messages are sent again. */
    public boolean isSentAgain() {
        return kind == OperationKind.REDRIVE || sentAs == SentAs.NOT_SENT;
    }
}
