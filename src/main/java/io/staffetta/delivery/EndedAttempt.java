package io.staffetta.delivery;

import io.staffetta.ledger.history.AttemptRecord;
import java.time.Instant;

/**
 * Holds the result of an attempt, for the ledger.
 *
 * @param attempt the attempt, closed
 * @param reportDue when to ask for a delivery report; {@code null} for never
 */
public record EndedAttempt(AttemptRecord attempt, Instant reportDue) {}
