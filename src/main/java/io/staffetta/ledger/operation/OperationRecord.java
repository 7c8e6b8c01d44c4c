package io.staffetta.ledger.operation;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * An operation as the ledger has it.
 *
 * @param id its id
 * @param state how far it is
 * @param terms what is done
 * @param who who ordered it
 * @param asked which messages were asked for, as JSON
 * @param created when it was ordered
 * @param started when it began; {@code null} if it has not
 * @param ended when it ended; {@code null} if it has not
 * @param left messages of which it is not known yet what became of them
 * @param outcomes how many of the others came to what
 */
public record OperationRecord(
        String id,
        OperationState state,
        OperationTerms terms,
        String who,
        String asked,
        Instant created,
        Instant started,
        Instant ended,
        long left,
        Map<ItemOutcome, Long> outcomes) {

    /** All its messages. */
    public long total() {
        return left + outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those with which it was done. */
    public long done() {
        return outcomes.getOrDefault(ItemOutcome.DONE, 0L);
    }

    /** The same with other counts. */
    OperationRecord counted(long open, Map<ItemOutcome, Long> ends) {
        return new OperationRecord(id, state, terms, who, asked, created, started, ended, open, new EnumMap<>(ends));
    }
}
