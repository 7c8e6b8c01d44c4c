package io.staffetta.ledger;

import java.time.Instant;

/**
 * A job that nobody does until a person says so.
 *
 * @param job the job
 * @param since since when
 * @param reason why, in words
 */
public record Hold(String job, Instant since, String reason) {}
