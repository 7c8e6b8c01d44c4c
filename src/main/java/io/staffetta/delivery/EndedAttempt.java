package io.staffetta.delivery;

import io.staffetta.ledger.AttemptRecord;
import java.time.Instant;

/**
 * How an attempt ended, for the ledger.
 *
 * @param attempt the attempt, closed
 * @param reportDue when to ask for a delivery report; {@code null} for never
 */
record EndedAttempt(AttemptRecord attempt, Instant reportDue) {}
