package io.staffetta.ledger.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An operation as somebody orders it.
 *
 * @param id its id
 * @param who who orders it
 * @param ids ids of the messages; empty where a filter says which
 * @param filter which messages, where there are no ids
 * @param asked the same as JSON, without whole numbers, for people
 * @param isDry whether nothing is to be done yet
 * @param at when it was ordered
 */
public record NewOperation(
        String id,
        OperationTerms terms,
        String who,
        List<String> ids,
        OperationFilter filter,
        String asked,
        boolean isDry,
        Instant at) {

    public NewOperation {
        ids = List.copyOf(ids);
    }

    /** Kind of the operation. */
    OperationKind kind() {
        return terms.kind();
    }

    /** How long messages may wait from now; {@code null} if their deadlines stay. */
    Duration validFor() {
        return terms.validFor();
    }
}
