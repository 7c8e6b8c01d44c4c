package io.staffetta.ledger.operation;

import java.time.Instant;

/**
 * Records the result for one message of an operation.
 *
 * @param operation id of the operation
 * @param item the message
 * @param outcome what became of it
 * @param at when
 * @param isOffQueue whether it is not in the dead letter queue any more
 */
public record Settlement(String operation, OperationItem item, ItemOutcome outcome, Instant at, boolean isOffQueue) {}
