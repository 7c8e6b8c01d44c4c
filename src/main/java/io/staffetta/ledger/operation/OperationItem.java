package io.staffetta.ledger.operation;

import java.time.Instant;

/**
 * A message of an operation.
 *
 * @param position its place in the fixed set, from 1
 * @param messageId id of the message, or of the dead letter
 * @param redriveCount how often it had been redriven when the set was fixed
 * @param outcome what became of it; {@code null} if that is not known yet
 * @param settled when that was known; {@code null} if it is not
 */
public record OperationItem(long position, String messageId, int redriveCount, ItemOutcome outcome, Instant settled) {}
