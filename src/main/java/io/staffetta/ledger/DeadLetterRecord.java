package io.staffetta.ledger;

import io.staffetta.ledger.history.Entries;
import io.staffetta.ledger.history.LetterFacts;
import io.staffetta.ledger.history.LetterRow;
import io.staffetta.ledger.store.Sql;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A message that is in the dead letter queue, or about to be put there.
 *
 * @param messageId its id
 * @param source the Channel Adapter that it came in by
 * @param redriveCount how often it had been redriven before it died
 * @param account id of the account; empty if none
 * @param reason why, as in the documentation
 * @param detail the same in words
 * @param at when
 * @param facts what else it tells
 */
public record DeadLetterRecord(
        String messageId,
        String source,
        int redriveCount,
        String account,
        String reason,
        String detail,
        Instant at,
        LetterFacts facts) {

    /** A dead letter of which nothing else is known. */
    public DeadLetterRecord(
            String messageId,
            String source,
            int redriveCount,
            String account,
            String reason,
            String detail,
            Instant at) {
        this(messageId, source, redriveCount, account, reason, detail, at, LetterFacts.NONE);
    }

    /**
     * What a message has that is written anew because of it, as parameters of a statement: id, source, account, redrives,
     * {@code taken_at}, {@code deadline}, {@code changed_at}, reason and detail.
     *
     * @param more the parameters that follow
     */
    Object[] values(Object... more) {
        return Stream.concat(
                        Stream.of(
                                messageId,
                                source,
                                Sql.emptyToNull(account),
                                redriveCount,
                                at,
                                at,
                                at,
                                reason,
                                Entries.detail(detail)),
                        Stream.of(more))
                .toArray();
    }

    /** As it is entered among what lies in the dead letter queue. */
    LetterRow row() {
        return new LetterRow(messageId, redriveCount, reason, account, detail, at, source, facts);
    }
}
