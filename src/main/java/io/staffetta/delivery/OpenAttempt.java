package io.staffetta.delivery;

import io.staffetta.provider.Submission;
import java.time.Instant;

/**
 * An attempt that the ledger has, and that is not over.
 *
 * @param number number of the attempt in the ledger, 1 or more
 * @param token distinguishes it from the other attempts of this process
 * @param submission what is submitted
 * @param opened when it was opened; the request leaves then
 */
public record OpenAttempt(int number, long token, Submission submission, Instant opened) {}
